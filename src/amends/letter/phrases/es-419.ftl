### Lo que en América se dice de otra manera que en es.ftl; todo lo demás vale igual.

remedy-reship =
    .v1 = Le envío su pedido de nuevo, sin costo, a más tardar el { $date }.
    .v2 = Le mandamos otro paquete gratis, que sale a más tardar el { $date }.
remedy-reship-keep =
    .v1 = Le envío gratis un artículo nuevo a más tardar el { $date }, y usted conserva el primero.
    .v2 = Le mandamos otro artículo sin costo, que sale a más tardar el { $date }. El primero se lo queda usted.
remedy-reship-missing =
    .v1 = Le envío gratis lo que falta a más tardar el { $date } y se queda con todo lo recibido.
    .v2 = Se queda con todo lo recibido y le mandamos lo que falta, sin costo, a más tardar el { $date }.
remedy-reship-missing-some =
    .v1 = { $missing ->
        [1] Le envío gratis el artículo que falta a más tardar el { $date } y se queda con todo lo recibido.
       *[other] Le envío gratis los { $missing } artículos que faltan a más tardar el { $date } y se queda con todo lo recibido.
    }
    .v2 = { $missing ->
        [1] Se queda con todo lo recibido y le mandamos el artículo que falta, sin costo, a más tardar el { $date }.
       *[other] Se queda con todo lo recibido y le mandamos los { $missing } artículos que faltan, sin costo, a más tardar el { $date }.
    }
remedy-repair =
    .v1 = Envíenos el artículo a más tardar el { $send }. Lo reparamos gratis y se lo enviamos de vuelta a más tardar el { $date }.
    .v2 = Reparamos el artículo sin costo: nos lo envía a más tardar el { $send } y se lo enviamos de vuelta a más tardar el { $date }.
request-video-of-fault =
    .v1 = ¿Podría enviarme a más tardar el { $date } un video corto en el que se vea la falla?
    .v2 = Me ayudaría un video corto de la falla; envíemelo, por favor, a más tardar el { $date }.
news-defective =
    .v1 = Hemos visto que el artículo{ $product } podría no funcionar como debería.
    .v2 = El artículo{ $product } podría tener una falla y no funcionar bien.
cause-confirmed-seller =
    .v1 = Ya lo revisamos: la falla fue nuestra.
    .v2 = Nuestros registros muestran que la falla fue nuestra.
cause-likely-seller =
    .v1 = Probablemente la falla fue nuestra; todavía lo estamos revisando.
    .v2 = Es probable que la falla sea nuestra y lo estamos revisando.
cause-likely-platform =
    .v1 = Probablemente hubo una falla técnica; todavía lo estamos revisando.
    .v2 = Es probable que sea un asunto técnico y lo estamos revisando.
