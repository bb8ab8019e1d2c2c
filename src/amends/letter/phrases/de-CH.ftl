### Schweiz und Liechtenstein: ss statt ß, und die Anrede steht ohne Komma; der Brief geht gross weiter.

greeting-name =
    .v1 = Guten Tag { $name }
    .v2 = Hallo { $name }
    .v3 = Schönen guten Tag { $name }
greeting-plain =
    .v1 = Guten Tag
    .v2 = Hallo
    .v3 = Schönen guten Tag
greeting-platform =
    .v1 = Sehr geehrtes Support-Team
    .v2 = Guten Tag, liebes Support-Team
    .v3 = Hallo, liebes Support-Team
sign-off =
    .v1 = Freundliche Grüsse
    .v2 = Mit freundlichen Grüssen
    .v3 = Mit besten Grüssen
