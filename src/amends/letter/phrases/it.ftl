### Le frasi delle lettere in italiano (forma del lei; nessuna dice se chi scrive o chi legge è uomo o donna).
### Ogni frase ha le sue versioni .v1, .v2, …: la seconda lettera prende la successiva e non ripete nulla.
### { $product } è vuoto oppure arriva con il suo spazio e le sue parentesi (product-mark).
### { $date }, { $send }, { $paid }, { $until } e { $money } arrivano scritti secondo l'uso della regione.
### Davanti a una data sta «il», «al» o «dal»: davanti a 8 e 11 il programma scrive l'8, all'11.
### { $money } può anche essere full-price o paid-duty: mai «di» o «a» davanti, dove questo è possibile.

## Parole con cui si formano altre frasi

product-mark =
    .v1 = { " " }({ $product })
full-price =
    .v1 = l'intero importo
paid-duty =
    .v1 = le spese doganali
shop-team =
    .v1 = Il servizio clienti

## Saluto iniziale e finale

greeting-name =
    .v1 = Buongiorno { $name },
    .v2 = Gentile { $name },
    .v3 = Salve { $name },
greeting-plain =
    .v1 = Buongiorno,
    .v2 = Gentile cliente,
    .v3 = Salve,
greeting-platform =
    .v1 = Gentile team che segue il caso,
    .v2 = Buongiorno al team che segue il caso,
    .v3 = Alla cortese attenzione del team che segue il caso,
sign-off =
    .v1 = Cordiali saluti,
    .v2 = Un cordiale saluto,
    .v3 = I nostri migliori saluti,

## Ringraziamento

thanks-message =
    .v1 = Grazie per averci scritto.
    .v2 = Grazie per il suo messaggio.
    .v3 = Grazie per avercelo fatto sapere.
thanks-reply =
    .v1 = Grazie per la sua risposta.
    .v2 = Grazie per averci risposto.
    .v3 = Grazie ancora per il suo messaggio.
thanks-order =
    .v1 = Grazie per il suo acquisto nel nostro negozio.
    .v2 = Grazie per il suo ordine.
    .v3 = Grazie per aver scelto il nostro negozio.
thanks-review =
    .v1 = Grazie per la sua sincerità.
    .v2 = Grazie per il tempo che ha dedicato a scriverci.
    .v3 = Grazie per averci raccontato la sua esperienza.
thanks-closing =
    .v1 = Grazie per aver trovato una soluzione insieme a noi.
    .v2 = Grazie per la sua gentile collaborazione.
    .v3 = Grazie per l'aiuto che ci ha dato.
thanks-platform =
    .v1 = Grazie per l'attenzione che dedicate a questo caso.
    .v2 = Grazie per il vostro lavoro su questo caso.
    .v3 = Grazie per il tempo che riservate a questo caso.

## Il problema, come lo racconta chi ha comprato o come risulta dai dati

ack-not-dispatched =
    .v1 = Il suo ordine{ $product } non è ancora stato spedito.
    .v2 = Il suo ordine{ $product } doveva già partire e non è ancora stato spedito.
ack-out-of-stock =
    .v1 = L'articolo che ha ordinato{ $product } al momento è esaurito.
    .v2 = Non possiamo ancora spedire il suo ordine{ $product }, perché l'articolo è esaurito.
ack-partial-delivery =
    .v1 = Una parte del suo ordine{ $product } è arrivata, il resto non ancora.
    .v2 = Il suo ordine{ $product } viaggia in più pacchi, e una parte non è ancora arrivata.
ack-partial-delivery-of =
    .v1 = { $missing ->
        [one] Nel suo ordine{ $product }, { $missing } articolo su { $ordered } non è ancora arrivato.
       *[other] Nel suo ordine{ $product }, { $missing } articoli su { $ordered } non sono ancora arrivati.
    }
    .v2 = { $missing ->
        [one] Il suo ordine{ $product } viaggia in più pacchi: { $missing } articolo su { $ordered } deve ancora arrivare.
       *[other] Il suo ordine{ $product } viaggia in più pacchi: { $missing } articoli su { $ordered } devono ancora arrivare.
    }
ack-not-exported =
    .v1 = Il suo pacco{ $product } non ha ancora lasciato il paese da cui è partito.
    .v2 = Il suo pacco{ $product } è stato spedito e si trova ancora nel paese di partenza.
ack-returned-before-export =
    .v1 = Il suo pacco{ $product } è tornato da noi prima di lasciare il paese.
    .v2 = Il suo pacco{ $product } ci è stato restituito senza aver lasciato il paese.
ack-customs-held =
    .v1 = Il suo pacco{ $product } è ancora in dogana.
    .v2 = Il suo pacco{ $product } non è ancora uscito dalla dogana.
ack-customs-charges =
    .v1 = Le sono state chieste spese doganali per il suo pacco{ $product }.
    .v2 = Per il suo pacco{ $product } ci sono spese doganali da pagare.
ack-delivery-failed =
    .v1 = La consegna del suo pacco{ $product } non è riuscita.
    .v2 = Non è stato possibile consegnarle il suo pacco{ $product }.
ack-returned-to-sender =
    .v1 = Il suo pacco{ $product } non le è arrivato e sta tornando da noi.
    .v2 = Invece di arrivare da lei, il suo pacco{ $product } sta tornando indietro.
ack-not-received =
    .v1 = Il suo pacco{ $product } non è ancora arrivato.
    .v2 = Lei non ha ancora ricevuto il suo pacco{ $product }.
ack-delivered-not-received =
    .v1 = Il suo pacco{ $product } risulta consegnato, ma lei non lo ha ricevuto.
    .v2 = Lei non ha ricevuto il suo pacco{ $product }, anche se risulta consegnato.
ack-late-delivery =
    .v1 = Il suo pacco{ $product } è arrivato in ritardo, dopo la data promessa.
    .v2 = La consegna del suo pacco{ $product } ha avuto un ritardo.
ack-not-as-described =
    .v1 = Capisco che l'articolo{ $product } non corrisponde alla descrizione.
    .v2 = Ci dice che l'articolo{ $product } è diverso da come era descritto.
ack-defective =
    .v1 = Capisco che l'articolo{ $product } non funziona come dovrebbe.
    .v2 = Ci dice che l'articolo{ $product } non funziona bene.
ack-damaged =
    .v1 = Capisco che l'articolo{ $product } è arrivato danneggiato.
    .v2 = Ci dice che l'articolo{ $product } era danneggiato all'arrivo.
ack-short-quantity =
    .v1 = Capisco che manca una parte del suo ordine{ $product }.
    .v2 = Ci dice che il suo ordine{ $product } è arrivato incompleto.
ack-short-quantity-some =
    .v1 = { $missing ->
        [one] Capisco che nel suo ordine{ $product } manca { $missing } articolo.
       *[other] Capisco che nel suo ordine{ $product } mancano { $missing } articoli.
    }
    .v2 = { $missing ->
        [one] Ci dice che manca { $missing } articolo del suo ordine{ $product }.
       *[other] Ci dice che mancano { $missing } articoli del suo ordine{ $product }.
    }
ack-short-quantity-of =
    .v1 = { $missing ->
        [one] Capisco che manca { $missing } articolo su { $ordered } nel suo ordine{ $product }.
       *[other] Capisco che mancano { $missing } articoli su { $ordered } nel suo ordine{ $product }.
    }
    .v2 = { $missing ->
        [one] Ci dice che manca { $missing } articolo su { $ordered } del suo ordine{ $product }.
       *[other] Ci dice che mancano { $missing } articoli su { $ordered } del suo ordine{ $product }.
    }
ack-wrong-item =
    .v1 = Capisco che ha ricevuto un articolo sbagliato al posto di quello ordinato{ $product }.
    .v2 = Ci dice che le è arrivato un altro articolo al posto di quello ordinato{ $product }.
ack-counterfeit =
    .v1 = Capisco che ha dubbi sull'autenticità dell'articolo{ $product }.
    .v2 = Secondo lei l'articolo{ $product } non è autentico, e prendo la cosa sul serio.
ack-poor-quality =
    .v1 = Capisco che la qualità dell'articolo{ $product } non la soddisfa.
    .v2 = Ci dice che la qualità dell'articolo{ $product } non è quella che immaginava.
ack-misunderstanding =
    .v1 = Capisco che immaginava l'articolo{ $product } in un altro modo.
    .v2 = L'articolo{ $product } non è come lei lo immaginava.
ack-refund-not-received =
    .v1 = Capisco che non ha ancora ricevuto il rimborso del suo ordine{ $product }.
    .v2 = Ci dice che il rimborso del suo ordine{ $product } non le è ancora arrivato.
ack-charged-wrongly =
    .v1 = Capisco che l'importo addebitato per il suo ordine{ $product } non le sembra corretto.
    .v2 = Ci dice che le è stato addebitato un importo sbagliato per il suo ordine{ $product }.
ack-unauthorised-payment =
    .v1 = Capisco che non riconosce il pagamento del suo ordine{ $product }.
    .v2 = Ci dice che il pagamento dell'ordine{ $product } non è stato fatto da lei.
ack-order-status =
    .v1 = Desidera sapere dove si trova il suo ordine{ $product }.
    .v2 = Ci chiede notizie del suo ordine{ $product }.
ack-cancel-request =
    .v1 = Desidera annullare il suo ordine{ $product }.
    .v2 = Ci ha chiesto di annullare il suo ordine{ $product }.
ack-change-request =
    .v1 = Desidera modificare qualcosa nel suo ordine{ $product }.
    .v2 = Ci ha chiesto una modifica al suo ordine{ $product }.
ack-return-request =
    .v1 = Desidera restituire l'articolo{ $product }.
    .v2 = Ci ha scritto per il reso dell'articolo{ $product }.
ack-invoice-request =
    .v1 = Desidera la fattura del suo ordine{ $product }.
    .v2 = Ci ha chiesto la fattura per il suo ordine{ $product }.
ack-product-question =
    .v1 = Ha una domanda sull'articolo{ $product }.
    .v2 = La sua domanda riguarda l'articolo{ $product }.
ack-praise =
    .v1 = È un piacere leggere che l'articolo{ $product } le piace.
    .v2 = Le sue parole gentili sull'articolo{ $product } ci fanno molto piacere.
ack-other =
    .v1 = Ho ricevuto il suo messaggio sull'ordine{ $product }.
    .v2 = Del suo messaggio sull'ordine{ $product } ora mi occupo io.
ack-review-other =
    .v1 = Abbiamo letto la sua recensione sull'ordine{ $product } e vorremmo capire che cosa non è andato bene.
    .v2 = La sua recensione sull'ordine{ $product } per noi è importante: vorremmo sapere che cosa non andava.

## Il problema, quando scriviamo per primi

news-not-as-described =
    .v1 = Abbiamo notato che l'articolo{ $product } potrebbe non corrispondere alla descrizione.
    .v2 = La descrizione dell'articolo{ $product } potrebbe essere diversa da ciò che riceve.
news-defective =
    .v1 = Abbiamo notato che l'articolo{ $product } potrebbe non funzionare come dovrebbe.
    .v2 = L'articolo{ $product } potrebbe avere un difetto e non funzionare bene.
news-damaged =
    .v1 = Abbiamo notato che l'articolo{ $product } potrebbe essere danneggiato.
    .v2 = L'articolo{ $product } potrebbe arrivarle danneggiato.
news-short-quantity =
    .v1 = Abbiamo notato che manca una parte del suo ordine{ $product }.
    .v2 = Il suo ordine{ $product } è incompleto.
news-short-quantity-some =
    .v1 = { $missing ->
        [one] Abbiamo notato che nel suo ordine{ $product } manca { $missing } articolo.
       *[other] Abbiamo notato che nel suo ordine{ $product } mancano { $missing } articoli.
    }
    .v2 = { $missing ->
        [one] Manca { $missing } articolo del suo ordine{ $product }.
       *[other] Mancano { $missing } articoli del suo ordine{ $product }.
    }
news-short-quantity-of =
    .v1 = { $missing ->
        [one] Abbiamo notato che manca { $missing } articolo su { $ordered } nel suo ordine{ $product }.
       *[other] Abbiamo notato che mancano { $missing } articoli su { $ordered } nel suo ordine{ $product }.
    }
    .v2 = { $missing ->
        [one] Manca { $missing } articolo su { $ordered } del suo ordine{ $product }.
       *[other] Mancano { $missing } articoli su { $ordered } del suo ordine{ $product }.
    }
news-wrong-item =
    .v1 = Abbiamo notato che nel suo ordine{ $product } potrebbe esserci un articolo sbagliato.
    .v2 = L'articolo nel suo pacco potrebbe non essere quello che ha ordinato{ $product }.
news-counterfeit =
    .v1 = Stiamo verificando se l'articolo{ $product } è autentico.
    .v2 = C'è un dubbio sull'autenticità dell'articolo{ $product }, e lo stiamo chiarendo.
news-poor-quality =
    .v1 = Abbiamo notato che la qualità dell'articolo{ $product } potrebbe non essere all'altezza.
    .v2 = La qualità dell'articolo{ $product } potrebbe deluderla.
news-misunderstanding =
    .v1 = Vorremmo spiegarle come si usa l'articolo{ $product }.
    .v2 = C'è un punto sull'articolo{ $product } che dovremmo spiegare meglio.
news-refund-not-received =
    .v1 = Il rimborso del suo ordine{ $product } non è ancora stato completato.
    .v2 = Abbiamo notato che non è ancora arrivato il rimborso del suo ordine{ $product }.
news-charged-wrongly =
    .v1 = Abbiamo notato che l'importo addebitato per il suo ordine{ $product } potrebbe essere sbagliato.
    .v2 = L'importo addebitato per il suo ordine{ $product } potrebbe non essere corretto.
news-unauthorised-payment =
    .v1 = C'è una domanda sul pagamento del suo ordine{ $product }.
    .v2 = Vorremmo verificare insieme a lei il pagamento del suo ordine{ $product }.
news-order =
    .v1 = Ho notizie del suo ordine{ $product }.
    .v2 = Ecco le ultime notizie sul suo ordine{ $product }.

## Scuse, responsabilità, attenzione

apology =
    .v1 = Mi dispiace molto.
    .v2 = Le chiedo scusa.
    .v3 = La prego di accettare le mie scuse.
own-fault =
    .v1 = È un nostro errore.
    .v2 = L'errore è nostro.
    .v3 = Abbiamo sbagliato noi.
repeat-contact =
    .v1 = Ci aveva già scritto per questo, e non sarebbe dovuto servire un altro messaggio.
    .v2 = So che non è il suo primo messaggio su questo argomento, perciò me ne occupo io in prima persona.
safety =
    .v1 = La prego di non usare l'articolo finché tutto non è risolto: la sua sicurezza viene prima di ogni cosa.
    .v2 = Per la sua sicurezza, per ora non usi l'articolo, per favore.
manager =
    .v1 = Come ha chiesto, sottopongo il suo caso alla direzione e le comunico la risposta entro il { $date }.
    .v2 = La direzione esaminerà il suo caso, come ha chiesto, e le scriverò entro il { $date }.
stay-here =
    .v1 = Restiamo in questa conversazione, per favore: così la sua protezione resta completa.
    .v2 = Per lei è più sicuro se continuiamo a scriverci qui.

## La promessa di aiutare

help-options =
    .v1 = Me ne occupo io per lei.
    .v2 = Seguo il suo caso in prima persona.
    .v3 = Farò in modo che tutto si risolva per lei.
help-date =
    .v1 = Me ne occupo io e le dirò entro il { $date } che cosa posso fare per lei.
    .v2 = Ci sto lavorando personalmente, e le darò una risposta chiara entro il { $date }.
    .v3 = Seguo io il suo caso, e avrà mie notizie entro il { $date }.
help-acknowledge =
    .v1 = La aiuterò e le risponderò entro il { $date }.
    .v2 = Me ne occupo io, e le scriverò entro il { $date }.
    .v3 = Esaminerò tutto con attenzione per aiutarla, e le risponderò entro il { $date }.
help-watch =
    .v1 = Continuo a seguire la situazione e le scrivo di nuovo entro il { $date }.
    .v2 = Controllerò ancora e le darò notizie entro il { $date }.
    .v3 = Seguo tutto da vicino e le dirò entro il { $date } a che punto siamo.
help-review =
    .v1 = Ci scriva dalla pagina del suo ordine, per favore, così possiamo rimediare.
    .v2 = Vorremmo risolvere tutto con lei: ci mandi un messaggio dalla pagina del suo ordine, per favore.
    .v3 = Ci mandi un messaggio dalla pagina del suo ordine, e la aiuteremo.

## La causa, fin dove arrivano le prove

cause-confirmed-seller =
    .v1 = Abbiamo controllato con attenzione: l'errore è nostro.
    .v2 = Dai nostri dati risulta che l'errore è nostro.
cause-confirmed-carrier =
    .v1 = Dai nostri dati risulta che è successo mentre il pacco era affidato al corriere.
    .v2 = Abbiamo controllato con attenzione: in quel momento il pacco era affidato al corriere.
cause-confirmed-customs =
    .v1 = Dai nostri dati risulta che il motivo riguarda la dogana.
    .v2 = Abbiamo controllato con attenzione: il motivo riguarda la dogana.
cause-confirmed-platform =
    .v1 = Dai nostri dati risulta che il motivo riguarda la piattaforma.
    .v2 = Abbiamo controllato con attenzione: il motivo riguarda la piattaforma.
cause-confirmed-buyer =
    .v1 = Ora sappiamo che cosa è successo, e la aiuterò volentieri.
    .v2 = Il motivo adesso è chiaro, e sono qui per aiutarla.
cause-likely-seller =
    .v1 = Probabilmente l'errore è nostro, e lo stiamo ancora verificando.
    .v2 = È probabile che l'errore sia nostro, e stiamo approfondendo.
cause-likely-carrier =
    .v1 = Probabilmente è successo durante il viaggio, e lo stiamo ancora verificando.
    .v2 = È probabile che sia successo lungo il percorso, e stiamo approfondendo.
cause-likely-customs =
    .v1 = Probabilmente dipende dai controlli alla frontiera, e lo stiamo ancora verificando.
    .v2 = È probabile che c'entrino i controlli alla frontiera, e stiamo approfondendo.
cause-likely-platform =
    .v1 = Probabilmente c'è stato un problema tecnico, e lo stiamo ancora verificando.
    .v2 = È probabile che il motivo sia tecnico, e stiamo approfondendo.
cause-likely-buyer =
    .v1 = Probabilmente c'è stato un malinteso, e lo stiamo ancora verificando.
    .v2 = È probabile che sia un malinteso, e stiamo approfondendo.
cause-unknown =
    .v1 = Non sappiamo ancora che cosa sia successo. Qualunque sia la causa, troveremo una soluzione.
    .v2 = Che cosa sia successo di preciso non è ancora chiaro. Qualunque sia il motivo, rimedieremo.
    .v3 = Stiamo ancora chiarendo che cosa è successo. Qualunque cosa emerga, sistemeremo le cose per lei.

## I fatti

fact-last-scan =
    .v1 = L'ultimo aggiornamento del tracciamento è: { $value }.
    .v2 = Il tracciamento ora indica: { $value }.
fact-dispatched-on =
    .v1 = Il pacco è partito il { $date }.
    .v2 = Abbiamo spedito il pacco il { $date }.
fact-delivered-on =
    .v1 = Il tracciamento indica la consegna il { $date }.
    .v2 = Secondo il tracciamento, la consegna è avvenuta il { $date }.
fact-expected-on =
    .v1 = La consegna è prevista per il { $date }.
    .v2 = La data di consegna prevista è il { $date }.
fact-promised-on =
    .v1 = La data di consegna promessa era il { $date }.
    .v2 = La consegna era promessa per il { $date }.
fact-held-since =
    .v1 = Il pacco non si muove dal { $date }.
    .v2 = Non ci sono stati spostamenti dal { $date }.
fact-returned-on =
    .v1 = Il pacco è tornato da noi il { $date }.
    .v2 = Abbiamo ricevuto indietro il pacco il { $date }.
fact-stock-back =
    .v1 = Prevediamo di avere di nuovo l'articolo il { $date }.
    .v2 = L'articolo dovrebbe tornare disponibile il { $date }.
fact-counted =
    .v1 = Il nostro conteggio è: { $value }.
    .v2 = Abbiamo contato: { $value }.
fact-missing =
    .v1 = Secondo la nostra verifica, manca: { $value }.
    .v2 = Abbiamo verificato che cosa manca: { $value }.
fact-counted-items =
    .v1 = { $count ->
        [one] Abbiamo contato { $count } articolo.
       *[other] Abbiamo contato { $count } articoli.
    }
    .v2 = { $count ->
        [one] Secondo il nostro conteggio c'è { $count } articolo.
       *[other] Secondo il nostro conteggio ci sono { $count } articoli.
    }
fact-missing-items =
    .v1 = { $count ->
        [one] Secondo la nostra verifica, manca { $count } articolo.
       *[other] Secondo la nostra verifica, mancano { $count } articoli.
    }
    .v2 = { $count ->
        [one] Abbiamo verificato: manca { $count } articolo.
       *[other] Abbiamo verificato: mancano { $count } articoli.
    }
fact-refund-of =
    .v1 = Il rimborso è di { $money } in totale.
    .v2 = In totale il rimborso ammonta a { $money }.
fact-refunded-on =
    .v1 = Abbiamo effettuato il rimborso il { $date }.
    .v2 = Il rimborso è stato effettuato il { $date }.
fact-refund-reference =
    .v1 = Il riferimento del rimborso è { $value }.
    .v2 = Il rimborso è registrato con il riferimento { $value }.
fact-carrier =
    .v1 = Il pacco viaggia con { $value }.
    .v2 = Il corriere del pacco è { $value }.
fact-tracking-number =
    .v1 = Il numero di tracciamento è { $value }.
    .v2 = Il pacco si può seguire con il numero { $value }.
fact-order-number =
    .v1 = Si tratta dell'ordine { $value }.
    .v2 = Il numero dell'ordine è { $value }.
fact-checked =
    .v1 = Abbiamo verificato questo: { $value }.
    .v2 = Ecco che cosa abbiamo verificato: { $value }.

## Le soluzioni proposte

options-suggest =
    .v1 = Può scegliere, e io le consiglio la soluzione A:
    .v2 = La scelta è sua, e io le propongo la soluzione A:
options-plain =
    .v1 = Può scegliere una di queste soluzioni:
    .v2 = Queste sono le possibilità:
offer-single =
    .v1 = Ecco che cosa posso fare per lei:
    .v2 = Questa è la mia proposta:
agreed-intro =
    .v1 = Ecco che cosa faremo adesso:
    .v2 = Questi sono i prossimi passi:

remedy-full-refund =
    .v1 = Le rimborso { $money } entro il { $date }.
    .v2 = Riceverà { $money } come rimborso entro il { $date }.
remedy-full-refund-keep =
    .v1 = Le rimborso { $money } entro il { $date }. Non occorre restituire nulla.
    .v2 = Riceverà { $money } come rimborso entro il { $date }, senza dover restituire nulla.
remedy-partial-refund =
    .v1 = Le rimborso una parte del prezzo, pari a { $money }, entro il { $date }.
    .v2 = Riceverà un rimborso parziale di { $money } entro il { $date }.
remedy-partial-refund-keep =
    .v1 = Le rimborso una parte del prezzo, pari a { $money }, entro il { $date }, e può tenere tutto quello che ha ricevuto.
    .v2 = Può tenere tutto quello che ha ricevuto, e io le rimborso { $money } entro il { $date }.
remedy-reship =
    .v1 = Le spedisco di nuovo il suo ordine, senza costi, entro il { $date }.
    .v2 = Le inviamo senza costi un nuovo pacco, che parte entro il { $date }.
remedy-reship-keep =
    .v1 = Le spedisco gratis un nuovo articolo entro il { $date }, e può tenere il primo.
    .v2 = Le inviamo senza costi un nuovo articolo, che parte entro il { $date }. Il primo può tenerlo.
remedy-reship-missing =
    .v1 = Le spedisco gratis quello che manca entro il { $date }, e può tenere tutto quello che ha ricevuto.
    .v2 = Può tenere tutto quello che ha ricevuto, e noi le spediamo quello che manca, senza costi, entro il { $date }.
remedy-reship-missing-some =
    .v1 = { $missing ->
        [1] Le spedisco gratis l'articolo mancante entro il { $date }, e può tenere tutto quello che ha ricevuto.
       *[other] Le spedisco gratis gli articoli mancanti ({ $missing }) entro il { $date }, e può tenere tutto quello che ha ricevuto.
    }
    .v2 = { $missing ->
        [1] Può tenere tutto quello che ha ricevuto, e noi le spediamo l'articolo mancante, senza costi, entro il { $date }.
       *[other] Può tenere tutto quello che ha ricevuto, e noi le spediamo gli articoli mancanti ({ $missing }), senza costi, entro il { $date }.
    }
remedy-return-and-refund =
    .v1 = Lei ci rimanda l'articolo entro il { $send }, e io le rimborso { $money } entro il { $date }.
    .v2 = Ci restituisca l'articolo entro il { $send }, e riceverà { $money } come rimborso entro il { $date }.
remedy-exchange =
    .v1 = Le sostituisco l'articolo, se ce lo rispedisce entro il { $send }. Quello nuovo parte entro il { $date }.
    .v2 = Le inviamo in cambio un nuovo articolo, che parte entro il { $date }. La prego di rimandarci il primo entro il { $send }.
remedy-coupon =
    .v1 = Le invio entro il { $date } un buono di { $money } per il suo prossimo ordine.
    .v2 = Riceverà entro il { $date } un buono di { $money } per un altro ordine.
remedy-coupon-open =
    .v1 = Le invio entro il { $date } un buono per il suo prossimo ordine.
    .v2 = Riceverà entro il { $date } un buono per un altro ordine.
remedy-gift =
    .v1 = Le invio un omaggio del valore di { $money }, che parte entro il { $date }.
    .v2 = Riceverà da noi un omaggio del valore di { $money }, spedito entro il { $date }.
remedy-gift-open =
    .v1 = Le invio un omaggio, che parte entro il { $date }.
    .v2 = Riceverà da noi un omaggio, spedito entro il { $date }.
remedy-wait =
    .v1 = Se può attendere fino al { $date }, il pacco dovrebbe arrivarle entro quel giorno. Altrimenti le scrivo il giorno stesso.
    .v2 = Se attende fino al { $date }, il pacco dovrebbe arrivarle per allora. In caso contrario le scriverò il giorno stesso.
remedy-wait-paid =
    .v1 = Le pago { $money } per il ritardo entro il { $paid }, se può attendere il pacco fino al { $date }. Se non arriva, le scrivo quel giorno stesso.
    .v2 = Per il ritardo riceverà { $money } entro il { $paid }, se attende il pacco fino al { $date }. Se non arriva, le scriverò quel giorno stesso.
remedy-wait-dispatch =
    .v1 = Se può attendere, il suo ordine parte entro il { $date }.
    .v2 = Se attende fino al { $date }, spediamo il suo ordine entro quel giorno.
remedy-wait-dispatch-paid =
    .v1 = Se può attendere, il suo ordine parte entro il { $date }. Le pago { $money } per il ritardo entro il { $paid }.
    .v2 = Se attende fino al { $date }, spediamo il suo ordine entro quel giorno. Riceverà anche { $money } per il ritardo entro il { $paid }.
remedy-guide =
    .v1 = Le invio istruzioni semplici, passo passo, entro il { $date }. Se non le sono d'aiuto, mi scriva di nuovo.
    .v2 = Riceverà da me istruzioni chiare, passo passo, entro il { $date }. Mi dica se non bastano.
remedy-cancel-and-refund =
    .v1 = Annullo l'ordine e le rimborso { $money } entro il { $date }.
    .v2 = Annulliamo l'ordine, e lei riceverà { $money } come rimborso entro il { $date }.
remedy-extend-protection =
    .v1 = Prolungo la sua protezione acquirente e glielo confermo entro il { $date }.
    .v2 = La sua protezione acquirente sarà prolungata, e glielo confermerò entro il { $date }.
remedy-extend-protection-until =
    .v1 = Prolungo la sua protezione acquirente fino al { $until } e glielo confermo entro il { $date }.
    .v2 = La sua protezione acquirente durerà fino al { $until }, e glielo confermerò entro il { $date }.
remedy-redeliver =
    .v1 = Organizzo una nuova consegna del suo pacco entro il { $date }.
    .v2 = Il suo pacco uscirà di nuovo in consegna, e me ne occupo entro il { $date }.
remedy-reimburse-duty =
    .v1 = Mi mandi la ricevuta, per favore, e le rimborso { $money } entro il { $date }.
    .v2 = Le rimborso { $money } entro il { $date }: la prego di mandarmi la ricevuta.
remedy-repair =
    .v1 = Lei ci spedisce l'articolo entro il { $send }. Lo ripariamo gratis e glielo rimandiamo entro il { $date }.
    .v2 = Ripariamo l'articolo senza costi: lei ce lo spedisce entro il { $send }, e noi glielo rimandiamo entro il { $date }.
remedy-provide-document =
    .v1 = Le invio il documento entro il { $date }.
    .v2 = Riceverà da me il documento entro il { $date }.

choose-one =
    .v1 = Mi dica entro il { $date }, per favore, quale soluzione preferisce.
    .v2 = Mi comunichi la sua scelta entro il { $date }, per favore.
choose-single =
    .v1 = Mi dica entro il { $date }, per favore, se le va bene.
    .v2 = Mi faccia sapere entro il { $date }, per favore, se è d'accordo.

## L'unica richiesta

request-photo-of-items =
    .v1 = Potrebbe mandarmi entro il { $date } una foto di tutto quello che ha ricevuto?
    .v2 = Una foto di tutti gli articoli del pacco mi aiuterebbe: la prego di mandarmela entro il { $date }.
request-photo-of-damage =
    .v1 = Potrebbe mandarmi entro il { $date } una foto nitida del danno?
    .v2 = Una foto che mostri il danno mi aiuterebbe: la prego di mandarmela entro il { $date }.
request-photo-of-label =
    .v1 = Potrebbe mandarmi entro il { $date } una foto dell'etichetta sul pacco?
    .v2 = Una foto dell'etichetta sul pacco mi aiuterebbe: la prego di mandarmela entro il { $date }.
request-video-of-fault =
    .v1 = Potrebbe mandarmi entro il { $date } un breve video che mostri il difetto?
    .v2 = Un breve video del difetto mi aiuterebbe: la prego di mandarmelo entro il { $date }.
request-count =
    .v1 = Potrebbe contare gli articoli ricevuti e dirmi il numero entro il { $date }?
    .v2 = La prego di dirmi entro il { $date } quanti articoli ha ricevuto.
request-address =
    .v1 = Potrebbe mandarmi entro il { $date } il suo indirizzo di consegna completo?
    .v2 = La prego di controllare il suo indirizzo di consegna e di mandarmelo entro il { $date }.
request-which-order =
    .v1 = Potrebbe dirmi entro il { $date } di quale ordine si tratta?
    .v2 = La prego di mandarmi entro il { $date } il numero del suo ordine.
request-details =
    .v1 = Potrebbe darmi qualche dettaglio in più entro il { $date }?
    .v2 = La prego di descrivermi in poche parole, entro il { $date }, che cosa è successo.

## I diritti, il contatto con una persona, la fine

rights =
    .v1 = I suoi diritti di legge restano gli stessi, qualunque sia la sua scelta.
    .v2 = Qualunque soluzione scelga, mantiene tutti i suoi diritti di legge.
    .v3 = Niente di tutto questo modifica i suoi diritti di legge.
reach-message =
    .v1 = Per parlare con una persona, risponda qui: il suo messaggio arriva direttamente a me.
    .v2 = Può sempre scrivermi qui: ogni messaggio viene letto da una persona.
    .v3 = Per qualsiasi domanda, risponda a questo messaggio: le risponderò personalmente.
reach-form =
    .v1 = Per parlare con una persona, ci scriva qui, nella pagina del caso.
    .v2 = Può sempre scriverci qui, nella pagina del caso: ogni messaggio viene letto da una persona.
    .v3 = Per qualsiasi domanda, scriva qui, nella pagina del caso: le risponderò personalmente.
notice-paid =
    .v1 = Il suo pagamento è arrivato il { $date }; stiamo preparando l'ordine.
    .v2 = Abbiamo ricevuto il pagamento il { $date } e stiamo preparando il suo ordine.
notice-exported =
    .v1 = Il pacco è partito per il suo paese il { $date }.
    .v2 = Dal { $date } il pacco è in viaggio verso il suo paese.
notice-in-country =
    .v1 = Il pacco è arrivato nel suo paese il { $date }.
    .v2 = Secondo il tracciamento, il pacco è entrato nel suo paese il { $date }.
notice-out-for-delivery =
    .v1 = Il pacco è uscito in consegna il { $date }.
    .v2 = Il { $date } il corriere ha preso il pacco per la consegna.
notice-review =
    .v1 = Ha il suo ordine{ $product } da qualche giorno. Se lo desidera, può lasciare nel negozio una recensione sincera, buona o cattiva.
    .v2 = Se lo desidera, scriva nel negozio come trova il suo ordine{ $product }. Elogi e critiche sono ugualmente benvenuti.
notice-stop =
    .v1 = Se non desidera altri avvisi come questo, risponda con la parola STOP.
    .v2 = Per non ricevere più avvisi di questo tipo, risponda STOP.
closing-settled =
    .v1 = Da parte nostra, il suo caso è così risolto ({ $topic }).
    .v2 = Da parte nostra è tutto sistemato per il suo caso ({ $topic }).
    .v3 = Da parte nostra, il suo caso è ora concluso ({ $topic }).
closing-door =
    .v1 = Se qualcosa non va bene, mi scriva qui e riprenderò il suo caso.
    .v2 = Se resta qualcosa da risolvere, basta un breve messaggio e me ne occuperò.
    .v3 = Se ha ancora bisogno di me, mi scriva qui in qualsiasi momento.

## Ricorso a una piattaforma

appeal-topic =
    .v1 = Si tratta dell'ordine{ $product }: { $topic }.
    .v2 = Il caso riguarda l'ordine{ $product }: { $topic }.
appeal-request =
    .v1 = Vi chiediamo cortesemente di riesaminare la decisione presa in questo caso.
    .v2 = Vi preghiamo di valutare di nuovo questo caso e la decisione presa.
    .v3 = Vi chiediamo di tenere conto di questi dati nel caso.
appeal-facts =
    .v1 = Questi sono i fatti che risultano dai nostri dati:
    .v2 = Dai nostri dati risulta quanto segue:
appeal-records =
    .v1 = Vi invierò i nostri documenti su questo ordine entro il { $date }.
    .v2 = Riceverete i nostri documenti su questo ordine entro il { $date }.
appeal-answer =
    .v1 = Se vi serve altro, scrivetemi qui, per favore.
    .v2 = Per qualsiasi domanda su questo caso, vi prego di scrivermi qui.
record-order-number =
    .v1 = Numero d'ordine: { $value }
record-dispatched-on =
    .v1 = Consegnato al corriere: { $date }
record-carrier =
    .v1 = Corriere: { $value }
record-tracking-number =
    .v1 = Numero di tracciamento: { $value }
record-last-scan =
    .v1 = Ultimo evento del tracciamento: { $value }
record-held-since =
    .v1 = Senza movimenti da: { $date }
record-delivered-on =
    .v1 = Consegnato secondo il tracciamento: { $date }
record-returned-on =
    .v1 = Pacco rientrato da noi: { $date }
record-promised-on =
    .v1 = Data di consegna promessa: { $date }
record-refund-of =
    .v1 = Importo rimborsato: { $money }
record-refunded-on =
    .v1 = Rimborso effettuato: { $date }
record-refund-reference =
    .v1 = Riferimento del rimborso: { $value }

## Oggetti delle email

subject-acknowledge =
    .v1 = Abbiamo ricevuto il suo messaggio: { $topic }
subject-reply =
    .v1 = Il suo messaggio: { $topic }
subject-follow-up =
    .v1 = Novità sul suo caso: { $topic }
subject-proactive =
    .v1 = Il suo ordine: { $topic }
subject-milestone =
    .v1 = Novità sul suo ordine
subject-closing =
    .v1 = Il suo caso è risolto: { $topic }
subject-appeal =
    .v1 = Richiesta di riesame di una decisione: { $topic }

## Di che cosa si tratta, in due o tre parole

topic-not-dispatched =
    .v1 = ordine non ancora spedito
topic-out-of-stock =
    .v1 = articolo esaurito
topic-partial-delivery =
    .v1 = consegna in più pacchi
topic-not-exported =
    .v1 = pacco che non avanza
topic-returned-before-export =
    .v1 = pacco tornato da noi
topic-customs-held =
    .v1 = pacco in dogana
topic-customs-charges =
    .v1 = spese doganali
topic-delivery-failed =
    .v1 = pacco non consegnato
topic-returned-to-sender =
    .v1 = pacco che torna indietro
topic-not-received =
    .v1 = pacco non ancora arrivato
topic-delivered-not-received =
    .v1 = pacco che risulta consegnato
topic-late-delivery =
    .v1 = consegna in ritardo
topic-not-as-described =
    .v1 = articolo diverso dalla descrizione
topic-defective =
    .v1 = articolo che non funziona
topic-damaged =
    .v1 = articolo danneggiato
topic-short-quantity =
    .v1 = articoli mancanti
topic-wrong-item =
    .v1 = articolo sbagliato
topic-counterfeit =
    .v1 = autenticità dell'articolo
topic-poor-quality =
    .v1 = qualità dell'articolo
topic-misunderstanding =
    .v1 = uso dell'articolo
topic-refund-not-received =
    .v1 = rimborso non ricevuto
topic-charged-wrongly =
    .v1 = importo addebitato
topic-unauthorised-payment =
    .v1 = pagamento non riconosciuto
topic-order-status =
    .v1 = notizie sull'ordine
topic-cancel-request =
    .v1 = annullamento dell'ordine
topic-change-request =
    .v1 = modifica dell'ordine
topic-return-request =
    .v1 = reso dell'articolo
topic-invoice-request =
    .v1 = fattura dell'ordine
topic-product-question =
    .v1 = domanda sull'articolo
topic-praise =
    .v1 = parole gentili
topic-other =
    .v1 = domanda sull'ordine
