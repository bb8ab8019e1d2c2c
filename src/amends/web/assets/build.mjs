// Builds everything that a browser loads into ../static/amends: the style sheet (Tailwind with daisyUI), our own
// scripts (minified one by one, so that a page loads only what it uses) and htmx as its authors minified it.
// Licences and versions of what is vendored go beside it.
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { transformSync } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const target = join(here, "..", "static", "amends");
const modules = join(here, "node_modules");
mkdirSync(target, { recursive: true });

execFileSync(
  process.execPath,
  [join(modules, "@tailwindcss/cli/dist/index.mjs"), "--input", "source/amends.css", "--output", join(target, "amends.css"), "--minify"],
  { cwd: here, stdio: ["ignore", "ignore", "inherit"] },
);

for (const name of readdirSync(join(here, "source")).filter((file) => file.endsWith(".js")).sort()) {
  const source = readFileSync(join(here, "source", name), "utf8");
  writeFileSync(join(target, name), transformSync(source, { minify: true, target: "es2020", charset: "utf8" }).code);
}
// The buyer's page has a style sheet of its own: a few kilobytes, without the workspace's.
const portal = readFileSync(join(here, "source", "portal.css"), "utf8");
writeFileSync(join(target, "portal.css"), transformSync(portal, { loader: "css", minify: true, charset: "utf8" }).code);
copyFileSync(join(here, "source", "mark.svg"), join(target, "mark.svg"));
copyFileSync(join(modules, "htmx.org/dist/htmx.min.js"), join(target, "htmx.js"));

const vendored = [
  ["htmx.org", "htmx.js", "LICENSE"],
  ["tailwindcss", "amends.css", "LICENSE"],
  ["daisyui", "amends.css", "LICENSE"],
].map(([name, file, licence]) => {
  const about = JSON.parse(readFileSync(join(modules, name, "package.json"), "utf8"));
  const text = readFileSync(join(modules, name, licence), "utf8").trim();
  return `${name} ${about.version} (${about.license}), in ${file}\n\n${text}\n`;
});
writeFileSync(join(target, "LICENCES.txt"), vendored.join("\n" + "-".repeat(80) + "\n\n"));
