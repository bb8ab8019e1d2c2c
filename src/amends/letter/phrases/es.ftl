### Las frases de las cartas en español (trato de usted; es-ES y, salvo lo que cambie es-419.ftl, toda América).
### Cada frase tiene sus redacciones .v1, .v2, …: la segunda carta toma la siguiente y no repite ninguna.
### { $product } está vacío o trae su espacio y sus paréntesis (product-mark).
### { $date }, { $send }, { $paid }, { $until } y { $money } llegan escritos como se usa en la región.

## Palabras con las que se forman otras frases

product-mark =
    .v1 = { " " }({ $product })
full-price =
    .v1 = el importe completo
paid-duty =
    .v1 = sus gastos de aduana
shop-team =
    .v1 = Atención al cliente

## Saludo y despedida

greeting-name =
    .v1 = Hola, { $name }:
    .v2 = Hola de nuevo, { $name }:
    .v3 = Saludos, { $name }:
greeting-plain =
    .v1 = Hola:
    .v2 = Saludos:
    .v3 = Un cordial saludo:
greeting-platform =
    .v1 = Estimado equipo de mediación:
    .v2 = Hola, equipo de mediación:
    .v3 = A la atención del equipo de mediación:
sign-off =
    .v1 = Un saludo,
    .v2 = Saludos cordiales,
    .v3 = Con nuestros mejores deseos,

## Agradecimiento

thanks-message =
    .v1 = Gracias por escribirnos.
    .v2 = Gracias por su mensaje.
    .v3 = Gracias por avisarnos.
thanks-reply =
    .v1 = Gracias por su respuesta.
    .v2 = Gracias por volver a escribirnos.
    .v3 = Gracias de nuevo por su mensaje.
thanks-order =
    .v1 = Gracias por comprar en nuestra tienda.
    .v2 = Gracias por su pedido.
    .v3 = Gracias por elegir nuestra tienda.
thanks-review =
    .v1 = Gracias por su sinceridad.
    .v2 = Gracias por dedicar un momento a contárnoslo.
    .v3 = Gracias por compartirlo con nosotros.
thanks-closing =
    .v1 = Gracias por ayudarnos a resolverlo.
    .v2 = Gracias por su amable colaboración.
    .v3 = Gracias por haberlo resuelto con nosotros.
thanks-platform =
    .v1 = Gracias por estudiar este caso.
    .v2 = Gracias por su trabajo en este caso.
    .v3 = Gracias por el tiempo que dedican a este caso.

## El problema, según quien compra o según los registros

ack-not-dispatched =
    .v1 = Su pedido{ $product } todavía no se ha enviado.
    .v2 = Su pedido{ $product } ya debería haber salido y sigue sin enviarse.
ack-out-of-stock =
    .v1 = El artículo que pidió{ $product } está agotado en este momento.
    .v2 = Aún no podemos enviar su pedido{ $product } porque el artículo está agotado.
ack-partial-delivery =
    .v1 = Ha llegado una parte de su pedido{ $product }, pero el resto todavía no.
    .v2 = Su pedido{ $product } va en varios paquetes y una parte aún no ha llegado.
ack-partial-delivery-of =
    .v1 = { $missing ->
        [one] De los { $ordered } artículos de su pedido{ $product }, { $missing } todavía no ha llegado.
       *[other] De los { $ordered } artículos de su pedido{ $product }, { $missing } todavía no han llegado.
    }
    .v2 = { $missing ->
        [one] Su pedido{ $product } va en varios paquetes: falta por llegar { $missing } de { $ordered } artículos.
       *[other] Su pedido{ $product } va en varios paquetes: faltan por llegar { $missing } de { $ordered } artículos.
    }
ack-not-exported =
    .v1 = Su paquete{ $product } todavía no ha salido del país de origen.
    .v2 = Su paquete{ $product } sigue en el país desde el que se envió.
ack-returned-before-export =
    .v1 = Su paquete{ $product } volvió a nosotros antes de salir del país.
    .v2 = Nos devolvieron su paquete{ $product } sin que llegara a salir del país.
ack-customs-held =
    .v1 = Su paquete{ $product } sigue en la aduana.
    .v2 = Su paquete{ $product } todavía no ha salido de la aduana.
ack-customs-charges =
    .v1 = Se le pidió que pagara gastos de aduana por su paquete{ $product }.
    .v2 = Su paquete{ $product } tiene gastos de aduana.
ack-delivery-failed =
    .v1 = No se ha podido entregar su paquete{ $product }.
    .v2 = No fue posible entregarle su paquete{ $product }.
ack-returned-to-sender =
    .v1 = Su paquete{ $product } no le llegó y viene de vuelta.
    .v2 = Su paquete{ $product } está volviendo a nosotros en lugar de llegarle a usted.
ack-not-received =
    .v1 = Su paquete{ $product } todavía no ha llegado.
    .v2 = Hasta ahora no ha recibido su paquete{ $product }.
ack-delivered-not-received =
    .v1 = Su paquete{ $product } figura como entregado, pero usted no lo ha recibido.
    .v2 = Usted no ha recibido su paquete{ $product }, aunque consta como entregado.
ack-late-delivery =
    .v1 = Su paquete{ $product } llegó más tarde de lo prometido.
    .v2 = La entrega de su paquete{ $product } tardó más de lo debido.
ack-not-as-described =
    .v1 = Entiendo que el artículo{ $product } no coincide con la descripción.
    .v2 = Nos cuenta que el artículo{ $product } es distinto de lo descrito.
ack-defective =
    .v1 = Entiendo que el artículo{ $product } no funciona como debería.
    .v2 = Nos cuenta que el artículo{ $product } no funciona bien.
ack-damaged =
    .v1 = Entiendo que el artículo{ $product } llegó dañado.
    .v2 = Nos cuenta que el artículo{ $product } estaba dañado al llegar.
ack-short-quantity =
    .v1 = Entiendo que falta una parte de su pedido{ $product }.
    .v2 = Nos cuenta que su pedido{ $product } llegó incompleto.
ack-short-quantity-some =
    .v1 = { $missing ->
        [one] Entiendo que en su pedido{ $product } falta { $missing } artículo.
       *[other] Entiendo que en su pedido{ $product } faltan { $missing } artículos.
    }
    .v2 = { $missing ->
        [one] Nos cuenta que falta { $missing } artículo de su pedido{ $product }.
       *[other] Nos cuenta que faltan { $missing } artículos de su pedido{ $product }.
    }
ack-short-quantity-of =
    .v1 = { $missing ->
        [one] Entiendo que en su pedido{ $product } falta { $missing } de los { $ordered } artículos.
       *[other] Entiendo que en su pedido{ $product } faltan { $missing } de los { $ordered } artículos.
    }
    .v2 = { $missing ->
        [one] Usted pidió { $ordered } artículos{ $product } y falta { $missing }.
       *[other] Usted pidió { $ordered } artículos{ $product } y faltan { $missing }.
    }
ack-wrong-item =
    .v1 = Entiendo que recibió un artículo equivocado en lugar del que pidió{ $product }.
    .v2 = Nos cuenta que le llegó otro artículo y no el que pidió{ $product }.
ack-counterfeit =
    .v1 = Entiendo que duda de que el artículo{ $product } sea auténtico.
    .v2 = En su opinión, el artículo{ $product } no es auténtico, y me lo tomo en serio.
ack-poor-quality =
    .v1 = Entiendo que no le convence la calidad del artículo{ $product }.
    .v2 = Nos cuenta que la calidad del artículo{ $product } no es la que imaginaba.
ack-misunderstanding =
    .v1 = Entiendo que el artículo{ $product } no es lo que imaginaba.
    .v2 = Usted imaginaba el artículo{ $product } de otra manera.
ack-refund-not-received =
    .v1 = Entiendo que aún no ha recibido el reembolso de su pedido{ $product }.
    .v2 = Nos cuenta que el reembolso de su pedido{ $product } todavía no ha llegado.
ack-charged-wrongly =
    .v1 = Entiendo que el importe cobrado por su pedido{ $product } no le parece correcto.
    .v2 = Nos cuenta que le cobraron un importe equivocado por su pedido{ $product }.
ack-unauthorised-payment =
    .v1 = Entiendo que no reconoce el pago de su pedido{ $product }.
    .v2 = Nos cuenta que usted no hizo el pago del pedido{ $product }.
ack-order-status =
    .v1 = Desea saber dónde está su pedido{ $product }.
    .v2 = Nos pide noticias de su pedido{ $product }.
ack-cancel-request =
    .v1 = Desea cancelar su pedido{ $product }.
    .v2 = Nos pidió cancelar su pedido{ $product }.
ack-change-request =
    .v1 = Desea cambiar algo en su pedido{ $product }.
    .v2 = Nos pidió un cambio en su pedido{ $product }.
ack-return-request =
    .v1 = Desea devolver el artículo{ $product }.
    .v2 = Nos preguntó por la devolución del artículo{ $product }.
ack-invoice-request =
    .v1 = Necesita la factura de su pedido{ $product }.
    .v2 = Nos pidió la factura de su pedido{ $product }.
ack-product-question =
    .v1 = Tiene una pregunta sobre el artículo{ $product }.
    .v2 = Su pregunta es sobre el artículo{ $product }.
ack-praise =
    .v1 = Nos alegra leer que le gusta el artículo{ $product }.
    .v2 = Sus amables palabras sobre el artículo{ $product } nos han alegrado el día.
ack-other =
    .v1 = He recibido su mensaje sobre el pedido{ $product }.
    .v2 = Ya tengo su mensaje sobre el pedido{ $product }.
ack-review-other =
    .v1 = Hemos leído su opinión sobre el pedido{ $product } y queremos saber qué no salió bien.
    .v2 = Su opinión sobre el pedido{ $product } nos importa: nos gustaría entender qué falló.

## El problema, cuando escribimos primero

news-not-as-described =
    .v1 = Hemos visto que el artículo{ $product } podría no coincidir con la descripción.
    .v2 = La descripción del artículo{ $product } podría ser distinta de lo que reciba.
news-defective =
    .v1 = Hemos visto que el artículo{ $product } podría no funcionar como debería.
    .v2 = El artículo{ $product } podría tener un fallo y no funcionar bien.
news-damaged =
    .v1 = Hemos visto que el artículo{ $product } podría estar dañado.
    .v2 = El artículo{ $product } podría llegarle dañado.
news-short-quantity =
    .v1 = Hemos visto que falta una parte de su pedido{ $product }.
    .v2 = En su pedido{ $product } falta algo.
news-short-quantity-some =
    .v1 = { $missing ->
        [one] Hemos visto que en su pedido{ $product } falta { $missing } artículo.
       *[other] Hemos visto que en su pedido{ $product } faltan { $missing } artículos.
    }
    .v2 = { $missing ->
        [one] Falta { $missing } artículo de su pedido{ $product }.
       *[other] Faltan { $missing } artículos de su pedido{ $product }.
    }
news-short-quantity-of =
    .v1 = { $missing ->
        [one] Hemos visto que en su pedido{ $product } falta { $missing } de los { $ordered } artículos.
       *[other] Hemos visto que en su pedido{ $product } faltan { $missing } de los { $ordered } artículos.
    }
    .v2 = { $missing ->
        [one] Falta { $missing } de los { $ordered } artículos de su pedido{ $product }.
       *[other] Faltan { $missing } de los { $ordered } artículos de su pedido{ $product }.
    }
news-wrong-item =
    .v1 = Hemos visto que en su pedido{ $product } pudo ir un artículo equivocado.
    .v2 = El artículo de su paquete podría no ser el que pidió{ $product }.
news-counterfeit =
    .v1 = Estamos comprobando si el artículo{ $product } es auténtico.
    .v2 = Hay dudas sobre si el artículo{ $product } es auténtico y lo estamos comprobando.
news-poor-quality =
    .v1 = Hemos visto que la calidad del artículo{ $product } podría no ser la debida.
    .v2 = La calidad del artículo{ $product } podría no estar a la altura.
news-misunderstanding =
    .v1 = Queremos explicarle cómo se usa el artículo{ $product }.
    .v2 = Hay algo sobre el artículo{ $product } que debemos explicar mejor.
news-refund-not-received =
    .v1 = El reembolso de su pedido{ $product } todavía no se ha completado.
    .v2 = Hemos visto que el reembolso de su pedido{ $product } aún no ha llegado.
news-charged-wrongly =
    .v1 = Hemos visto que el importe cobrado por su pedido{ $product } podría ser incorrecto.
    .v2 = El importe que se le cobró por su pedido{ $product } podría no ser correcto.
news-unauthorised-payment =
    .v1 = Hay una duda sobre el pago de su pedido{ $product }.
    .v2 = Queremos comprobar con usted el pago de su pedido{ $product }.
news-order =
    .v1 = Tengo noticias de su pedido{ $product }.
    .v2 = Le cuento lo último sobre su pedido{ $product }.

## Disculpa, responsabilidad, cuidado

apology =
    .v1 = Le pido disculpas.
    .v2 = Le pido sinceras disculpas.
    .v3 = Acepte mis disculpas, por favor.
own-fault =
    .v1 = Ha sido un error nuestro.
    .v2 = El error es nuestro.
    .v3 = La responsabilidad es nuestra.
repeat-contact =
    .v1 = Ya nos había escrito por esto y no debería haber tenido que repetirlo.
    .v2 = Sé que no es su primer mensaje sobre este asunto, por eso me ocupo yo.
safety =
    .v1 = Por favor, deje de usar el artículo hasta que esto se resuelva: su seguridad es lo primero.
    .v2 = Por su seguridad, le ruego que no use el artículo por ahora.
manager =
    .v1 = Como pidió, mostraré su caso a mi responsable y le daré la respuesta a más tardar el { $date }.
    .v2 = Mi responsable verá su caso, como pidió, y le escribiré a más tardar el { $date }.
stay-here =
    .v1 = Sigamos hablando por aquí, por favor, para que conserve toda su protección.
    .v2 = Lo más seguro para usted es que sigamos escribiéndonos aquí.

## La promesa de ayudar

help-options =
    .v1 = Voy a solucionarlo.
    .v2 = Me ocupo personalmente de resolverlo.
    .v3 = Me encargaré de que esto quede resuelto.
help-date =
    .v1 = Me ocupo de ello y a más tardar el { $date } le diré qué puedo hacer.
    .v2 = Estoy trabajando en ello y le ayudaré con una respuesta clara a más tardar el { $date }.
    .v3 = Me encargo de su caso y le escribiré a más tardar el { $date }.
help-acknowledge =
    .v1 = Voy a ayudarle con esto y le responderé a más tardar el { $date }.
    .v2 = Me ocupo de ello y le escribiré a más tardar el { $date }.
    .v3 = Lo revisaré con cuidado para ayudarle y tendrá mi respuesta a más tardar el { $date }.
help-watch =
    .v1 = Seguiré pendiente y volveré a escribirle a más tardar el { $date }.
    .v2 = Volveré a revisarlo y le daré noticias a más tardar el { $date }.
    .v3 = Lo sigo de cerca y a más tardar el { $date } le contaré cómo va.
help-review =
    .v1 = Escríbanos desde la página de su pedido, por favor, para que podamos solucionarlo.
    .v2 = Queremos resolverlo: envíenos un mensaje desde la página de su pedido, por favor.
    .v3 = Mándenos un mensaje desde la página de su pedido y le ayudaremos.

## La causa, hasta donde llegan las pruebas

cause-confirmed-seller =
    .v1 = Lo hemos comprobado: el fallo fue nuestro.
    .v2 = Nuestros registros muestran que el fallo fue nuestro.
cause-confirmed-carrier =
    .v1 = Nuestros registros muestran que ocurrió mientras el paquete estaba en manos del transportista.
    .v2 = Lo hemos comprobado: ocurrió mientras el transportista llevaba el paquete.
cause-confirmed-customs =
    .v1 = Nuestros registros muestran que el motivo está en la aduana.
    .v2 = Lo hemos comprobado: el motivo está en la aduana.
cause-confirmed-platform =
    .v1 = Nuestros registros muestran que el motivo está en la plataforma.
    .v2 = Lo hemos comprobado: el motivo está en la plataforma.
cause-confirmed-buyer =
    .v1 = Ya sabemos qué pasó y le ayudaré con mucho gusto.
    .v2 = El motivo ya está claro y estoy aquí para ayudarle.
cause-likely-seller =
    .v1 = Probablemente el fallo fue nuestro; todavía lo estamos comprobando.
    .v2 = Es probable que el fallo sea nuestro y lo estamos revisando.
cause-likely-carrier =
    .v1 = Probablemente ocurrió en el camino; todavía lo estamos comprobando.
    .v2 = Es probable que ocurriera en el camino y lo estamos revisando.
cause-likely-customs =
    .v1 = Probablemente tiene que ver con el control en la frontera; lo estamos revisando.
    .v2 = Es probable que influya el control en la frontera y lo estamos siguiendo.
cause-likely-platform =
    .v1 = Probablemente hubo un fallo técnico; todavía lo estamos comprobando.
    .v2 = Es probable que sea un asunto técnico y lo estamos revisando.
cause-likely-buyer =
    .v1 = Probablemente hubo un malentendido; todavía lo estamos comprobando.
    .v2 = Es probable que se trate de un malentendido y lo estamos revisando.
cause-unknown =
    .v1 = Todavía no sabemos qué pasó. Sea cual sea la causa, lo vamos a solucionar.
    .v2 = Aún no está claro qué ocurrió exactamente. Sea cual sea el motivo, lo resolveremos.
    .v3 = Seguimos averiguando qué ocurrió. Sea cual sea el resultado, le daremos una solución.

## Hechos

fact-last-scan =
    .v1 = Lo último que muestra el seguimiento es: { $value }.
    .v2 = El seguimiento indica ahora: { $value }.
fact-dispatched-on =
    .v1 = El paquete salió el { $date }.
    .v2 = Enviamos el paquete el { $date }.
fact-delivered-on =
    .v1 = El seguimiento muestra la entrega el { $date }.
    .v2 = Según el seguimiento, se entregó el { $date }.
fact-expected-on =
    .v1 = La fecha prevista de entrega es el { $date }.
    .v2 = La entrega está prevista para el { $date }.
fact-promised-on =
    .v1 = La fecha de entrega prometida era el { $date }.
    .v2 = La entrega se prometió para el { $date }.
fact-held-since =
    .v1 = El paquete no se mueve desde el { $date }.
    .v2 = No hay ningún avance desde el { $date }.
fact-returned-on =
    .v1 = El paquete volvió a nosotros el { $date }.
    .v2 = Recibimos el paquete de vuelta el { $date }.
fact-stock-back =
    .v1 = Esperamos tener de nuevo el artículo el { $date }.
    .v2 = Está previsto que el artículo vuelva a estar disponible el { $date }.
fact-counted =
    .v1 = Nuestro recuento es: { $value }.
    .v2 = Hemos contado: { $value }.
fact-missing =
    .v1 = Según nuestra comprobación, falta lo siguiente: { $value }.
    .v2 = Hemos comprobado lo que falta: { $value }.
fact-counted-items =
    .v1 = { $count ->
        [one] Hemos contado { $count } artículo.
       *[other] Hemos contado { $count } artículos.
    }
    .v2 = { $count ->
        [one] Según nuestro recuento, hay { $count } artículo.
       *[other] Según nuestro recuento, hay { $count } artículos.
    }
fact-missing-items =
    .v1 = { $count ->
        [one] Según nuestra comprobación, falta { $count } artículo.
       *[other] Según nuestra comprobación, faltan { $count } artículos.
    }
    .v2 = { $count ->
        [one] Lo hemos comprobado: falta { $count } artículo.
       *[other] Lo hemos comprobado: faltan { $count } artículos.
    }
fact-refund-of =
    .v1 = El reembolso es de { $money } en total.
    .v2 = En total, el reembolso es de { $money }.
fact-refunded-on =
    .v1 = Hicimos el reembolso el { $date }.
    .v2 = El reembolso se realizó el { $date }.
fact-refund-reference =
    .v1 = La referencia del reembolso es { $value }.
    .v2 = El reembolso se puede localizar con la referencia { $value }.
fact-carrier =
    .v1 = El paquete lo lleva { $value }.
    .v2 = El transportista del paquete es { $value }.
fact-tracking-number =
    .v1 = El número de seguimiento es { $value }.
    .v2 = El paquete se puede seguir con el número { $value }.
fact-order-number =
    .v1 = Se trata del pedido { $value }.
    .v2 = El número de pedido es { $value }.
fact-checked =
    .v1 = Hemos comprobado lo siguiente: { $value }.
    .v2 = Esto es lo que hemos comprobado: { $value }.

## Las opciones

options-suggest =
    .v1 = Puede elegir; yo le propongo la opción A:
    .v2 = La decisión es suya; mi propuesta es la opción A:
options-plain =
    .v1 = Puede elegir una de estas opciones:
    .v2 = Estas son sus opciones:
offer-single =
    .v1 = Esto es lo que puedo ofrecerle:
    .v2 = Esta es mi propuesta:
agreed-intro =
    .v1 = Esto es lo que haremos ahora:
    .v2 = Estos son los próximos pasos:

remedy-full-refund =
    .v1 = Le reembolso { $money } a más tardar el { $date }.
    .v2 = Recibirá { $money } como reembolso a más tardar el { $date }.
remedy-full-refund-keep =
    .v1 = Le reembolso { $money } a más tardar el { $date }. No hace falta que devuelva nada.
    .v2 = Recibirá { $money } como reembolso a más tardar el { $date }, sin tener que devolver nada.
remedy-partial-refund =
    .v1 = Le reembolso { $money } del precio a más tardar el { $date }.
    .v2 = Recibirá { $money } del precio como reembolso a más tardar el { $date }.
remedy-partial-refund-keep =
    .v1 = Le reembolso { $money } del precio a más tardar el { $date } y se queda con todo lo recibido.
    .v2 = Se queda con todo lo recibido y le reembolso { $money } a más tardar el { $date }.
remedy-reship =
    .v1 = Le envío su pedido de nuevo, sin coste, a más tardar el { $date }.
    .v2 = Le mandamos otro paquete gratis, que sale a más tardar el { $date }.
remedy-reship-keep =
    .v1 = Le envío gratis un artículo nuevo a más tardar el { $date }, y usted conserva el primero.
    .v2 = Le mandamos otro artículo sin coste, que sale a más tardar el { $date }. El primero se lo queda usted.
remedy-reship-missing =
    .v1 = Le envío gratis lo que falta a más tardar el { $date } y se queda con todo lo recibido.
    .v2 = Se queda con todo lo recibido y le mandamos lo que falta, sin coste, a más tardar el { $date }.
remedy-reship-missing-some =
    .v1 = { $missing ->
        [1] Le envío gratis el artículo que falta a más tardar el { $date } y se queda con todo lo recibido.
       *[other] Le envío gratis los { $missing } artículos que faltan a más tardar el { $date } y se queda con todo lo recibido.
    }
    .v2 = { $missing ->
        [1] Se queda con todo lo recibido y le mandamos el artículo que falta, sin coste, a más tardar el { $date }.
       *[other] Se queda con todo lo recibido y le mandamos los { $missing } artículos que faltan, sin coste, a más tardar el { $date }.
    }
remedy-return-and-refund =
    .v1 = Devuélvanos el artículo a más tardar el { $send } y le reembolso { $money } a más tardar el { $date }.
    .v2 = Envíenos el artículo de vuelta a más tardar el { $send }; le reembolsaremos { $money } a más tardar el { $date }.
remedy-exchange =
    .v1 = Le cambio el artículo: envíenoslo de vuelta a más tardar el { $send }. El nuevo sale a más tardar el { $date }.
    .v2 = Le enviamos otro a cambio, que sale a más tardar el { $date }. Devuélvanos el primero, por favor, a más tardar el { $send }.
remedy-coupon =
    .v1 = Le envío a más tardar el { $date } un cupón de { $money } para su próximo pedido.
    .v2 = Recibirá a más tardar el { $date } un cupón de { $money } para otra compra.
remedy-coupon-open =
    .v1 = Le envío a más tardar el { $date } un cupón para su próximo pedido.
    .v2 = Recibirá a más tardar el { $date } un cupón para otra compra.
remedy-gift =
    .v1 = Le envío un regalo por valor de { $money }; sale a más tardar el { $date }.
    .v2 = Recibirá un regalo nuestro por valor de { $money }, que enviamos a más tardar el { $date }.
remedy-gift-open =
    .v1 = Le envío un regalo; sale a más tardar el { $date }.
    .v2 = Recibirá un regalo nuestro, que enviamos a más tardar el { $date }.
remedy-wait =
    .v1 = Si puede esperar hasta el { $date }, para entonces debería tener el paquete. Si no es así, le escribo ese mismo día.
    .v2 = Si espera hasta el { $date }, el paquete debería llegarle. De no ser así, le escribiré ese mismo día.
remedy-wait-paid =
    .v1 = Le pago { $money } por el retraso a más tardar el { $paid } si puede esperar el paquete hasta el { $date }. Si no llega, le escribo ese mismo día.
    .v2 = Por el retraso recibirá { $money } a más tardar el { $paid } si espera el paquete hasta el { $date }. De no llegar, le escribiré ese mismo día.
remedy-wait-dispatch =
    .v1 = Si puede esperar, su pedido sale a más tardar el { $date }.
    .v2 = Si espera hasta el { $date }, enviamos su pedido a más tardar ese día.
remedy-wait-dispatch-paid =
    .v1 = Si puede esperar, su pedido sale a más tardar el { $date }. Le pago { $money } por el retraso a más tardar el { $paid }.
    .v2 = Si espera hasta el { $date }, enviamos su pedido a más tardar ese día y recibe { $money } por el retraso a más tardar el { $paid }.
remedy-guide =
    .v1 = Le envío unas instrucciones sencillas, paso a paso, a más tardar el { $date }. Si no le sirven, escríbame de nuevo.
    .v2 = Tendrá unas instrucciones claras, paso a paso, a más tardar el { $date }. Dígame si no lo resuelven.
remedy-cancel-and-refund =
    .v1 = Cancelo el pedido y le reembolso { $money } a más tardar el { $date }.
    .v2 = Cancelamos el pedido y recibirá { $money } como reembolso a más tardar el { $date }.
remedy-extend-protection =
    .v1 = Amplío su protección de compra y se lo confirmo a más tardar el { $date }.
    .v2 = Tendrá una protección de compra más larga; se lo confirmo a más tardar el { $date }.
remedy-extend-protection-until =
    .v1 = Amplío su protección de compra hasta el { $until } y se lo confirmo a más tardar el { $date }.
    .v2 = Su protección de compra durará hasta el { $until }; se lo confirmo a más tardar el { $date }.
remedy-redeliver =
    .v1 = Organizo una nueva entrega de su paquete a más tardar el { $date }.
    .v2 = Su paquete volverá a salir a reparto; lo organizo a más tardar el { $date }.
remedy-reimburse-duty =
    .v1 = Envíeme el recibo, por favor, y le devuelvo { $money } a más tardar el { $date }.
    .v2 = Le devuelvo { $money } a más tardar el { $date }; envíeme el recibo, por favor.
remedy-repair =
    .v1 = Envíenos el artículo a más tardar el { $send }. Lo reparamos gratis y se lo enviamos de vuelta a más tardar el { $date }.
    .v2 = Reparamos el artículo sin coste: nos lo envía a más tardar el { $send } y se lo enviamos de vuelta a más tardar el { $date }.
remedy-provide-document =
    .v1 = Le envío el documento a más tardar el { $date }.
    .v2 = Tendrá el documento a más tardar el { $date }.

choose-one =
    .v1 = Dígame a más tardar el { $date }, por favor, cuál le conviene más.
    .v2 = Comuníqueme su elección a más tardar el { $date }, por favor.
choose-single =
    .v1 = Dígame a más tardar el { $date }, por favor, si le parece bien.
    .v2 = Confírmeme, por favor, a más tardar el { $date } si está de acuerdo.

## La única petición

request-photo-of-items =
    .v1 = ¿Podría enviarme a más tardar el { $date } una foto de todo lo que recibió?
    .v2 = Me ayudaría una foto de todos los artículos del paquete; envíemela, por favor, a más tardar el { $date }.
request-photo-of-damage =
    .v1 = ¿Podría enviarme a más tardar el { $date } una foto clara del daño?
    .v2 = Me ayudaría una foto en la que se vea el daño; envíemela, por favor, a más tardar el { $date }.
request-photo-of-label =
    .v1 = ¿Podría enviarme a más tardar el { $date } una foto de la etiqueta del paquete?
    .v2 = Me ayudaría una foto de la etiqueta del paquete; envíemela, por favor, a más tardar el { $date }.
request-video-of-fault =
    .v1 = ¿Podría enviarme a más tardar el { $date } un vídeo corto en el que se vea el fallo?
    .v2 = Me ayudaría un vídeo corto del fallo; envíemelo, por favor, a más tardar el { $date }.
request-count =
    .v1 = ¿Podría contar los artículos que recibió e indicarme el número a más tardar el { $date }?
    .v2 = Dígame a más tardar el { $date }, por favor, cuántos artículos recibió.
request-address =
    .v1 = ¿Podría enviarme a más tardar el { $date } su dirección de entrega completa?
    .v2 = Compruebe su dirección de entrega y envíemela, por favor, a más tardar el { $date }.
request-which-order =
    .v1 = ¿Podría decirme a más tardar el { $date } de qué pedido se trata?
    .v2 = Envíeme a más tardar el { $date }, por favor, el número de su pedido.
request-details =
    .v1 = ¿Podría darme a más tardar el { $date } algún detalle más?
    .v2 = Descríbame en pocas palabras, por favor, a más tardar el { $date }, qué pasó.

## Derechos, trato con una persona, final

rights =
    .v1 = Sus derechos legales siguen siendo los mismos, elija lo que elija.
    .v2 = Sea cual sea su elección, conserva todos sus derechos legales.
    .v3 = Nada de esto cambia sus derechos legales.
reach-message =
    .v1 = Para hablar con una persona, responda aquí: su mensaje me llega a mí.
    .v2 = Puede escribirme aquí siempre que quiera; una persona lee todos los mensajes.
    .v3 = Si le queda alguna duda, responda a este mensaje: le contesto yo personalmente.
reach-form =
    .v1 = Para hablar con una persona, escríbanos aquí, en este mismo caso.
    .v2 = Puede escribirnos aquí, en este mismo caso, siempre que quiera; una persona lee todos los mensajes.
    .v3 = Si le queda alguna duda, escriba aquí, en este mismo caso: le contesto yo personalmente.
notice-paid =
    .v1 = Su pago llegó el { $date }; estamos preparando su pedido.
    .v2 = Recibimos su pago el { $date } y estamos preparando el pedido.
notice-exported =
    .v1 = Su paquete salió hacia su país el { $date }.
    .v2 = Desde el { $date }, su paquete está en camino hacia su país.
notice-in-country =
    .v1 = Su paquete llegó a su país el { $date }.
    .v2 = Según el seguimiento, su paquete entró en su país el { $date }.
notice-out-for-delivery =
    .v1 = Su paquete salió a reparto el { $date }.
    .v2 = El { $date } el transportista sacó su paquete a reparto.
notice-review =
    .v1 = Tiene su pedido{ $product } desde hace unos días. Si lo desea, escriba en la tienda lo que piensa de verdad, sea bueno o malo.
    .v2 = Si lo desea, puede opinar en la tienda sobre su pedido{ $product }. Los elogios y las críticas son igual de bienvenidos.
notice-stop =
    .v1 = Si no quiere más avisos como este, responda con la palabra STOP.
    .v2 = Para no recibir más avisos de este tipo, responda STOP.
closing-settled =
    .v1 = Con esto, su caso queda resuelto por nuestra parte ({ $topic }).
    .v2 = Por nuestra parte ya está todo hecho en su caso ({ $topic }).
    .v3 = Por nuestra parte, su caso queda concluido ({ $topic }).
closing-door =
    .v1 = Si algo no está bien, escríbame aquí y lo retomo.
    .v2 = Si queda algo pendiente, basta un mensaje breve y lo retomo.
    .v3 = Si me necesita otra vez, escríbame aquí cuando quiera.

## Recurso ante una plataforma

appeal-topic =
    .v1 = Se trata del pedido{ $product }: { $topic }.
    .v2 = El caso se refiere al pedido{ $product }: { $topic }.
appeal-request =
    .v1 = Les rogamos que vuelvan a estudiar la decisión de este caso.
    .v2 = Por favor, estudien de nuevo este caso y la decisión tomada.
    .v3 = Les pedimos que tengan en cuenta estos datos en el caso.
appeal-facts =
    .v1 = Estos son los hechos según nuestros registros:
    .v2 = Nuestros registros muestran lo siguiente:
appeal-records =
    .v1 = Les enviaré nuestros registros de este pedido a más tardar el { $date }.
    .v2 = Tendrán nuestros registros de este pedido a más tardar el { $date }.
appeal-answer =
    .v1 = Si necesitan algo más, escríbanme aquí, por favor.
    .v2 = Para cualquier duda sobre este caso, escríbanme aquí, por favor.
record-order-number =
    .v1 = Número de pedido: { $value }
record-dispatched-on =
    .v1 = Entregado al transportista: { $date }
record-carrier =
    .v1 = Transportista: { $value }
record-tracking-number =
    .v1 = Número de seguimiento: { $value }
record-last-scan =
    .v1 = Último registro del seguimiento: { $value }
record-held-since =
    .v1 = Sin movimiento desde: { $date }
record-delivered-on =
    .v1 = Entregado según el seguimiento: { $date }
record-returned-on =
    .v1 = Paquete devuelto a nosotros: { $date }
record-promised-on =
    .v1 = Fecha de entrega prometida: { $date }
record-refund-of =
    .v1 = Importe reembolsado: { $money }
record-refunded-on =
    .v1 = Reembolso realizado: { $date }
record-refund-reference =
    .v1 = Referencia del reembolso: { $value }

## Asuntos de correo

subject-acknowledge =
    .v1 = Hemos recibido su mensaje: { $topic }
subject-reply =
    .v1 = Sobre su mensaje: { $topic }
subject-follow-up =
    .v1 = Novedades de su caso: { $topic }
subject-proactive =
    .v1 = Sobre su pedido: { $topic }
subject-milestone =
    .v1 = Novedades de su pedido
subject-closing =
    .v1 = Su caso está resuelto: { $topic }
subject-appeal =
    .v1 = Solicitud de revisión de una decisión: { $topic }

## De qué trata el caso, en dos o tres palabras

topic-not-dispatched =
    .v1 = pedido sin enviar
topic-out-of-stock =
    .v1 = artículo agotado
topic-partial-delivery =
    .v1 = entrega en varias partes
topic-not-exported =
    .v1 = paquete sin avanzar
topic-returned-before-export =
    .v1 = paquete devuelto a nosotros
topic-customs-held =
    .v1 = paquete en la aduana
topic-customs-charges =
    .v1 = gastos de aduana
topic-delivery-failed =
    .v1 = paquete sin entregar
topic-returned-to-sender =
    .v1 = paquete de regreso
topic-not-received =
    .v1 = paquete que no ha llegado
topic-delivered-not-received =
    .v1 = paquete dado por entregado
topic-late-delivery =
    .v1 = entrega con retraso
topic-not-as-described =
    .v1 = artículo distinto de lo descrito
topic-defective =
    .v1 = artículo que no funciona
topic-damaged =
    .v1 = artículo dañado
topic-short-quantity =
    .v1 = artículos que faltan
topic-wrong-item =
    .v1 = artículo equivocado
topic-counterfeit =
    .v1 = duda sobre la autenticidad
topic-poor-quality =
    .v1 = calidad del artículo
topic-misunderstanding =
    .v1 = uso del artículo
topic-refund-not-received =
    .v1 = reembolso no recibido
topic-charged-wrongly =
    .v1 = importe cobrado
topic-unauthorised-payment =
    .v1 = pago no reconocido
topic-order-status =
    .v1 = noticias de su pedido
topic-cancel-request =
    .v1 = cancelación de su pedido
topic-change-request =
    .v1 = modificación de su pedido
topic-return-request =
    .v1 = devolución del artículo
topic-invoice-request =
    .v1 = factura de su pedido
topic-product-question =
    .v1 = pregunta sobre el artículo
topic-praise =
    .v1 = sus amables palabras
topic-other =
    .v1 = consulta sobre el pedido
