### Die Sätze der Briefe auf Deutsch.
### Jede Wendung hat ihre Fassungen als .v1, .v2, …: ein zweiter Brief nimmt die nächste und wiederholt keinen Satz.
### { $product } ist leer oder bringt Leerzeichen und Klammern mit (product-mark).
### { $date }, { $send }, { $paid }, { $until } („8. Dezember“) und { $money } sind schon so geschrieben, wie die Region es tut.
### Nach dem Komma der Anrede geht der Brief klein weiter: deshalb beginnt kein Dank mit einem Hauptwort oder mit „Sie“ und „Ihr“.
### Wörter mit ß stehen für die Schweiz noch einmal in de-CH.ftl.

## Wörter, aus denen andere Wendungen gebaut sind

product-mark =
    .v1 = { " " }({ $product })
full-price =
    .v1 = den gesamten gezahlten Betrag
paid-duty =
    .v1 = die gezahlten Zollgebühren
shop-team =
    .v1 = Kundenservice

## Anrede und Gruß

greeting-name =
    .v1 = Guten Tag { $name },
    .v2 = Hallo { $name },
    .v3 = Schönen guten Tag { $name },
greeting-plain =
    .v1 = Guten Tag,
    .v2 = Hallo,
    .v3 = Schönen guten Tag,
greeting-platform =
    .v1 = Sehr geehrtes Support-Team,
    .v2 = Guten Tag, liebes Support-Team,
    .v3 = Hallo, liebes Support-Team,
sign-off =
    .v1 = Mit freundlichen Grüßen
    .v2 = Freundliche Grüße
    .v3 = Mit besten Grüßen

## Dank

thanks-message =
    .v1 = Vielen Dank für Ihre Nachricht.
    .v2 = Danke, dass Sie uns geschrieben haben.
    .v3 = Herzlichen Dank, dass Sie uns das mitteilen.
thanks-reply =
    .v1 = Vielen Dank für Ihre Antwort.
    .v2 = Danke, dass Sie sich gemeldet haben.
    .v3 = Nochmals vielen Dank für Ihre Nachricht.
thanks-order =
    .v1 = Vielen Dank für Ihren Einkauf bei uns.
    .v2 = Danke für Ihre Bestellung.
    .v3 = Herzlichen Dank, dass Sie sich für unseren Shop entschieden haben.
thanks-review =
    .v1 = Vielen Dank für Ihre ehrlichen Worte.
    .v2 = Danke, dass Sie sich die Zeit genommen haben, uns davon zu berichten.
    .v3 = Herzlichen Dank, dass Sie uns das so offen schreiben.
thanks-closing =
    .v1 = Vielen Dank, dass Sie das gemeinsam mit uns gelöst haben.
    .v2 = Danke für Ihre freundliche Mithilfe.
    .v3 = Herzlichen Dank für die gute Zusammenarbeit.
thanks-platform =
    .v1 = Vielen Dank, dass Sie sich mit diesem Fall befassen.
    .v2 = Danke für Ihre Arbeit an diesem Fall.
    .v3 = Herzlichen Dank für die Zeit, die Sie sich für diesen Fall nehmen.

## Worum es geht, wie die Kundin oder der Kunde oder unsere Unterlagen es sagen

ack-not-dispatched =
    .v1 = Ihre Bestellung{ $product } wurde noch nicht verschickt.
    .v2 = Ihre Bestellung{ $product } ist noch bei uns, obwohl sie schon unterwegs sein sollte.
ack-out-of-stock =
    .v1 = Der bestellte Artikel{ $product } ist zurzeit nicht auf Lager.
    .v2 = Wir können Ihre Bestellung{ $product } noch nicht verschicken, weil der Artikel nicht auf Lager ist.
ack-partial-delivery =
    .v1 = Ein Teil Ihrer Bestellung{ $product } ist angekommen, der Rest noch nicht.
    .v2 = Ihre Bestellung{ $product } kommt in mehreren Paketen, und ein Teil davon ist noch nicht da.
ack-partial-delivery-of =
    .v1 = { $ordered ->
        [1] { $missing ->
           *[other] Der Artikel aus Ihrer Bestellung{ $product } ist noch nicht angekommen.
        }
       *[other] { $missing ->
            [one] { $missing } von { $ordered } Artikeln Ihrer Bestellung{ $product } ist noch nicht angekommen.
           *[other] { $missing } von { $ordered } Artikeln Ihrer Bestellung{ $product } sind noch nicht angekommen.
        }
    }
    .v2 = { $ordered ->
        [1] { $missing ->
           *[other] Der bestellte Artikel{ $product } ist noch nicht da.
        }
       *[other] { $missing ->
            [one] Ihre Bestellung{ $product } kommt in mehreren Paketen, und { $missing } von { $ordered } Artikeln ist noch nicht da.
           *[other] Ihre Bestellung{ $product } kommt in mehreren Paketen, und { $missing } von { $ordered } Artikeln sind noch nicht da.
        }
    }
ack-not-exported =
    .v1 = Ihr Paket{ $product } hat das Versandland noch nicht verlassen.
    .v2 = Ihr Paket{ $product } ist verschickt, aber noch immer im Versandland.
ack-returned-before-export =
    .v1 = Ihr Paket{ $product } ist zu uns zurückgekommen, bevor es das Versandland verlassen hat.
    .v2 = Ihr Paket{ $product } ging an uns zurück und hat das Versandland nicht verlassen.
ack-customs-held =
    .v1 = Ihr Paket{ $product } ist noch beim Zoll.
    .v2 = Die Zollfreigabe für Ihr Paket{ $product } steht noch aus.
ack-customs-charges =
    .v1 = Für Ihr Paket{ $product } werden von Ihnen Zollgebühren verlangt.
    .v2 = Für Ihr Paket{ $product } sind Zollgebühren angefallen.
ack-delivery-failed =
    .v1 = Ihr Paket{ $product } konnte nicht zugestellt werden.
    .v2 = Die Zustellung Ihres Pakets{ $product } hat nicht geklappt.
ack-returned-to-sender =
    .v1 = Ihr Paket{ $product } hat Sie nicht erreicht und kommt zu uns zurück.
    .v2 = Statt bei Ihnen anzukommen, ist Ihr Paket{ $product } auf dem Weg zurück zu uns.
ack-not-received =
    .v1 = Ihr Paket{ $product } ist noch nicht angekommen.
    .v2 = Sie haben Ihr Paket{ $product } bisher nicht erhalten.
ack-delivered-not-received =
    .v1 = Ihr Paket{ $product } gilt als zugestellt, doch Sie haben es nicht erhalten.
    .v2 = Sie haben Ihr Paket{ $product } nicht bekommen, obwohl es als zugestellt gemeldet ist.
ack-late-delivery =
    .v1 = Ihr Paket{ $product } kam später an als zugesagt.
    .v2 = Ihr Paket{ $product } ist verspätet bei Ihnen angekommen.
ack-not-as-described =
    .v1 = Ich verstehe, dass der Artikel{ $product } von der Beschreibung abweicht.
    .v2 = Sie schreiben, dass der Artikel{ $product } nicht der Beschreibung entspricht.
ack-defective =
    .v1 = Ich verstehe, dass der Artikel{ $product } nicht richtig funktioniert.
    .v2 = Sie schreiben, dass der Artikel{ $product } nicht so funktioniert, wie er soll.
ack-damaged =
    .v1 = Ich verstehe, dass der Artikel{ $product } beschädigt bei Ihnen angekommen ist.
    .v2 = Sie schreiben, dass der Artikel{ $product } bei der Ankunft beschädigt war.
ack-short-quantity =
    .v1 = Ich verstehe, dass ein Teil Ihrer Bestellung{ $product } fehlt.
    .v2 = Sie schreiben, dass in Ihrer Bestellung{ $product } etwas fehlt.
ack-short-quantity-some =
    .v1 = { $missing ->
        [one] Ich verstehe, dass in Ihrer Bestellung{ $product } { $missing } Artikel fehlt.
       *[other] Ich verstehe, dass in Ihrer Bestellung{ $product } { $missing } Artikel fehlen.
    }
    .v2 = { $missing ->
        [one] Sie schreiben, dass { $missing } Artikel aus Ihrer Bestellung{ $product } fehlt.
       *[other] Sie schreiben, dass { $missing } Artikel aus Ihrer Bestellung{ $product } fehlen.
    }
ack-short-quantity-of =
    .v1 = { $ordered ->
        [1] { $missing ->
           *[other] Ich verstehe, dass der bestellte Artikel{ $product } fehlt.
        }
       *[other] { $missing ->
            [one] Ich verstehe, dass { $missing } von { $ordered } Artikeln Ihrer Bestellung{ $product } fehlt.
           *[other] Ich verstehe, dass { $missing } von { $ordered } Artikeln Ihrer Bestellung{ $product } fehlen.
        }
    }
    .v2 = { $ordered ->
        [1] { $missing ->
           *[other] Sie schreiben, dass der bestellte Artikel{ $product } fehlt.
        }
       *[other] { $missing ->
            [one] Sie haben { $ordered } Artikel{ $product } bestellt, und { $missing } davon fehlt.
           *[other] Sie haben { $ordered } Artikel{ $product } bestellt, und { $missing } davon fehlen.
        }
    }
ack-wrong-item =
    .v1 = Ich verstehe, dass Sie einen anderen Artikel erhalten haben als den bestellten{ $product }.
    .v2 = Sie schreiben, dass statt des bestellten Artikels{ $product } ein falscher gekommen ist.
ack-counterfeit =
    .v1 = Ich verstehe, dass Sie den Artikel{ $product } nicht für echt halten.
    .v2 = Ihrer Ansicht nach ist der Artikel{ $product } nicht echt, und das nehme ich ernst.
ack-poor-quality =
    .v1 = Ich verstehe, dass Sie mit der Qualität des Artikels{ $product } nicht zufrieden sind.
    .v2 = Sie schreiben, dass die Qualität des Artikels{ $product } nicht Ihren Erwartungen entspricht.
ack-misunderstanding =
    .v1 = Ich verstehe, dass Sie sich den Artikel{ $product } anders vorgestellt haben.
    .v2 = Von dem Artikel{ $product } haben Sie etwas anderes erwartet.
ack-refund-not-received =
    .v1 = Ich verstehe, dass die Erstattung für Ihre Bestellung{ $product } noch nicht bei Ihnen angekommen ist.
    .v2 = Sie schreiben, dass das Geld für Ihre Bestellung{ $product } noch immer nicht da ist.
ack-charged-wrongly =
    .v1 = Ich verstehe, dass der für Ihre Bestellung{ $product } abgebuchte Betrag nicht zu stimmen scheint.
    .v2 = Sie schreiben, dass für Ihre Bestellung{ $product } ein falscher Betrag abgebucht wurde.
ack-unauthorised-payment =
    .v1 = Ich verstehe, dass Sie die Zahlung für Ihre Bestellung{ $product } nicht zuordnen können.
    .v2 = Sie schreiben, dass die Zahlung für die Bestellung{ $product } nicht von Ihnen stammt.
ack-order-status =
    .v1 = Sie möchten wissen, wo Ihre Bestellung{ $product } gerade ist.
    .v2 = Sie fragen nach dem Stand Ihrer Bestellung{ $product }.
ack-cancel-request =
    .v1 = Sie möchten Ihre Bestellung{ $product } stornieren.
    .v2 = Sie haben um die Stornierung Ihrer Bestellung{ $product } gebeten.
ack-change-request =
    .v1 = Sie möchten an Ihrer Bestellung{ $product } etwas ändern.
    .v2 = Sie haben um eine Änderung Ihrer Bestellung{ $product } gebeten.
ack-return-request =
    .v1 = Sie möchten den Artikel{ $product } zurückgeben.
    .v2 = Sie fragen nach der Rückgabe des Artikels{ $product }.
ack-invoice-request =
    .v1 = Sie benötigen eine Rechnung für Ihre Bestellung{ $product }.
    .v2 = Sie haben um die Rechnung zu Ihrer Bestellung{ $product } gebeten.
ack-product-question =
    .v1 = Sie haben eine Frage zum Artikel{ $product }.
    .v2 = Ihre Frage betrifft den Artikel{ $product }.
ack-praise =
    .v1 = Es freut mich, dass Ihnen der Artikel{ $product } gefällt.
    .v2 = Ihre freundlichen Worte über den Artikel{ $product } haben uns sehr gefreut.
ack-other =
    .v1 = Ihre Nachricht zu Ihrer Bestellung{ $product } liegt mir vor.
    .v2 = Ihre Nachricht zur Bestellung{ $product } ist bei mir angekommen.
ack-review-other =
    .v1 = Wir haben Ihre Bewertung zu Ihrer Bestellung{ $product } gelesen und möchten wissen, was schiefgelaufen ist.
    .v2 = Ihre Bewertung zur Bestellung{ $product } ist uns wichtig: Wir möchten verstehen, was nicht gestimmt hat.

## Worum es geht, wenn wir zuerst schreiben

news-not-as-described =
    .v1 = Uns ist aufgefallen, dass der Artikel{ $product } von seiner Beschreibung abweichen könnte.
    .v2 = Die Beschreibung des Artikels{ $product } stimmt möglicherweise nicht mit dem überein, was Sie erhalten.
news-defective =
    .v1 = Uns ist aufgefallen, dass der Artikel{ $product } möglicherweise nicht richtig funktioniert.
    .v2 = Der Artikel{ $product } könnte einen Fehler haben, sodass er nicht richtig funktioniert.
news-damaged =
    .v1 = Uns ist aufgefallen, dass der Artikel{ $product } beschädigt sein könnte.
    .v2 = Der Artikel{ $product } kommt möglicherweise beschädigt bei Ihnen an.
news-short-quantity =
    .v1 = Uns ist aufgefallen, dass ein Teil Ihrer Bestellung{ $product } fehlt.
    .v2 = In Ihrer Bestellung{ $product } fehlt etwas.
news-short-quantity-some =
    .v1 = { $missing ->
        [one] Uns ist aufgefallen, dass in Ihrer Bestellung{ $product } { $missing } Artikel fehlt.
       *[other] Uns ist aufgefallen, dass in Ihrer Bestellung{ $product } { $missing } Artikel fehlen.
    }
    .v2 = { $missing ->
        [one] In Ihrer Bestellung{ $product } fehlt { $missing } Artikel.
       *[other] In Ihrer Bestellung{ $product } fehlen { $missing } Artikel.
    }
news-short-quantity-of =
    .v1 = { $ordered ->
        [1] { $missing ->
           *[other] Uns ist aufgefallen, dass der bestellte Artikel{ $product } fehlt.
        }
       *[other] { $missing ->
            [one] Uns ist aufgefallen, dass { $missing } von { $ordered } Artikeln Ihrer Bestellung{ $product } fehlt.
           *[other] Uns ist aufgefallen, dass { $missing } von { $ordered } Artikeln Ihrer Bestellung{ $product } fehlen.
        }
    }
    .v2 = { $ordered ->
        [1] { $missing ->
           *[other] Der Artikel aus Ihrer Bestellung{ $product } fehlt.
        }
       *[other] { $missing ->
            [one] Von den { $ordered } Artikeln Ihrer Bestellung{ $product } fehlt { $missing } Stück.
           *[other] Von den { $ordered } Artikeln Ihrer Bestellung{ $product } fehlen { $missing } Stück.
        }
    }
news-wrong-item =
    .v1 = Uns ist aufgefallen, dass für Ihre Bestellung{ $product } vielleicht ein falscher Artikel verpackt wurde.
    .v2 = In Ihrem Paket liegt möglicherweise nicht der bestellte Artikel{ $product }.
news-counterfeit =
    .v1 = Wir prüfen gerade, ob der Artikel{ $product } echt ist.
    .v2 = Es gibt eine offene Frage zur Echtheit des Artikels{ $product }, und wir gehen ihr nach.
news-poor-quality =
    .v1 = Uns ist aufgefallen, dass die Qualität des Artikels{ $product } möglicherweise nicht stimmt.
    .v2 = Die Qualität des Artikels{ $product } bleibt vielleicht hinter dem zurück, was Sie von uns erwarten.
news-misunderstanding =
    .v1 = Wir möchten Ihnen erklären, wie der Artikel{ $product } verwendet wird.
    .v2 = Zum Artikel{ $product } gibt es etwas, das wir besser erklären sollten.
news-refund-not-received =
    .v1 = Die Erstattung für Ihre Bestellung{ $product } ist noch nicht abgeschlossen.
    .v2 = Uns ist aufgefallen, dass die Erstattung für Ihre Bestellung{ $product } noch offen ist.
news-charged-wrongly =
    .v1 = Uns ist aufgefallen, dass der für Ihre Bestellung{ $product } abgebuchte Betrag falsch sein könnte.
    .v2 = Der Betrag, der für Ihre Bestellung{ $product } abgebucht wurde, stimmt möglicherweise nicht.
news-unauthorised-payment =
    .v1 = Es gibt eine Frage zur Zahlung für Ihre Bestellung{ $product }.
    .v2 = Wir möchten die Zahlung für Ihre Bestellung{ $product } gern mit Ihnen klären.
news-order =
    .v1 = Ich habe Neuigkeiten zu Ihrer Bestellung{ $product }.
    .v2 = Hier ist der neueste Stand zu Ihrer Bestellung{ $product }.

## Bedauern, Verantwortung, Fürsorge

apology =
    .v1 = Das tut mir leid.
    .v2 = Es tut mir sehr leid.
    .v3 = Ich bitte Sie um Entschuldigung.
own-fault =
    .v1 = Das war unser Fehler.
    .v2 = Der Fehler lag bei uns.
    .v3 = Hier haben wir einen Fehler gemacht.
repeat-contact =
    .v1 = Sie haben uns dazu bereits geschrieben, und das hätte genügen müssen.
    .v2 = Mir ist bewusst, dass dies nicht Ihre erste Nachricht dazu ist; deshalb übernehme ich das jetzt selbst.
safety =
    .v1 = Bitte verwenden Sie den Artikel nicht, bis alles geklärt ist: Ihre Sicherheit geht vor.
    .v2 = Zu Ihrer Sicherheit bitte ich Sie, den Artikel vorerst nicht zu benutzen.
manager =
    .v1 = Wie gewünscht lege ich Ihr Anliegen meiner Teamleitung vor und teile Ihnen die Antwort bis zum { $date } mit.
    .v2 = Meine Teamleitung sieht sich Ihr Anliegen an, wie Sie es gewünscht haben; die Antwort erhalten Sie bis zum { $date }.
stay-here =
    .v1 = Bitte lassen Sie uns alles hier im Nachrichtenverlauf klären, damit Sie voll geschützt bleiben.
    .v2 = Am sichersten ist es für Sie, wenn wir uns weiterhin hier schreiben.

## Die Zusage zu helfen

help-options =
    .v1 = Ich kümmere mich persönlich darum.
    .v2 = Ich bringe das für Sie in Ordnung.
    .v3 = Ich sorge dafür, dass das für Sie gelöst wird.
help-date =
    .v1 = Ich kümmere mich darum und schreibe Ihnen bis zum { $date }, was ich für Sie tun kann.
    .v2 = Ich bearbeite das selbst und gebe Ihnen bis zum { $date } eine klare Antwort.
    .v3 = Ich nehme das für Sie in die Hand; bis zum { $date } hören Sie von mir.
help-acknowledge =
    .v1 = Ich helfe Ihnen gern; bis zum { $date } bekommen Sie eine Antwort von mir.
    .v2 = Ich kümmere mich für Sie darum und schreibe Ihnen bis zum { $date }.
    .v3 = Ich sehe mir alles genau an und melde mich bis zum { $date } mit einer Antwort.
help-watch =
    .v1 = Ich behalte das im Blick und schreibe Ihnen bis zum { $date } wieder.
    .v2 = Ich sehe noch einmal für Sie nach und melde mich bis zum { $date } mit Neuigkeiten.
    .v3 = Ich verfolge das weiter und sage Ihnen bis zum { $date }, wie es steht.
help-review =
    .v1 = Bitte schreiben Sie uns über Ihre Bestellseite, damit wir das für Sie in Ordnung bringen können.
    .v2 = Wir möchten das gemeinsam mit Ihnen lösen: Bitte schicken Sie uns eine Nachricht über Ihre Bestellseite.
    .v3 = Schicken Sie uns eine Nachricht über Ihre Bestellseite, und wir helfen Ihnen.

## Die Ursache, so weit die Belege reichen

cause-confirmed-seller =
    .v1 = Wir haben es sorgfältig geprüft: Der Fehler lag auf unserer Seite.
    .v2 = Unsere Unterlagen zeigen, dass der Fehler auf unserer Seite lag.
cause-confirmed-carrier =
    .v1 = Laut unseren Unterlagen ist das passiert, während Ihr Paket beim Paketdienst war.
    .v2 = Wir haben es sorgfältig geprüft: Ihr Paket war zu dieser Zeit beim Paketdienst.
cause-confirmed-customs =
    .v1 = Laut unseren Unterlagen liegt der Grund beim Zoll.
    .v2 = Wir haben es sorgfältig geprüft: Der Grund liegt beim Zoll.
cause-confirmed-platform =
    .v1 = Laut unseren Unterlagen liegt der Grund bei der Plattform.
    .v2 = Wir haben es sorgfältig geprüft: Der Grund liegt bei der Plattform.
cause-confirmed-buyer =
    .v1 = Wir wissen jetzt, was passiert ist, und ich helfe Ihnen gern weiter.
    .v2 = Der Grund ist uns nun klar, und ich bin gern für Sie da.
cause-likely-seller =
    .v1 = Wahrscheinlich lag der Fehler bei uns; wir prüfen das noch.
    .v2 = Vermutlich ist uns ein Fehler unterlaufen, und wir gehen dem nach.
cause-likely-carrier =
    .v1 = Wahrscheinlich ist das auf dem Weg zu Ihnen passiert; wir prüfen das noch.
    .v2 = Vermutlich geschah es auf dem Transportweg, und wir gehen dem nach.
cause-likely-customs =
    .v1 = Wahrscheinlich hängt das mit der Kontrolle an der Grenze zusammen; wir prüfen das noch.
    .v2 = Vermutlich spielt die Kontrolle an der Grenze eine Rolle, und wir gehen dem nach.
cause-likely-platform =
    .v1 = Wahrscheinlich gab es eine technische Störung; wir prüfen das noch.
    .v2 = Vermutlich ist die Ursache technisch, und wir gehen ihr nach.
cause-likely-buyer =
    .v1 = Wahrscheinlich gab es ein Missverständnis; wir prüfen das noch.
    .v2 = Vermutlich haben wir einander missverstanden, und wir gehen dem nach.
cause-unknown =
    .v1 = Wir wissen noch nicht, was passiert ist. Was auch der Grund ist: Wir lösen das für Sie.
    .v2 = Was genau geschehen ist, steht noch nicht fest. Unabhängig vom Grund finden wir eine Lösung für Sie.
    .v3 = Wir klären noch, wie es dazu kam. Ganz gleich, was sich zeigt: Wir machen es wieder gut.

## Tatsachen

fact-last-scan =
    .v1 = Letzter Eintrag in der Sendungsverfolgung: { $value }.
    .v2 = Die Sendungsverfolgung zeigt jetzt: { $value }.
fact-dispatched-on =
    .v1 = Das Paket wurde am { $date } abgeschickt.
    .v2 = Wir haben das Paket am { $date } verschickt.
fact-delivered-on =
    .v1 = Laut Sendungsverfolgung wurde das Paket am { $date } zugestellt.
    .v2 = Die Sendungsverfolgung zeigt die Zustellung am { $date }.
fact-expected-on =
    .v1 = Die Zustellung ist für den { $date } vorgesehen.
    .v2 = Voraussichtlich kommt das Paket am { $date } an.
fact-promised-on =
    .v1 = Zugesagt war die Zustellung bis zum { $date }.
    .v2 = Der zugesagte Liefertermin war der { $date }.
fact-held-since =
    .v1 = Das Paket hat sich seit dem { $date } nicht weiterbewegt.
    .v2 = Seit dem { $date } steht das Paket an derselben Stelle.
fact-returned-on =
    .v1 = Das Paket kam am { $date } zu uns zurück.
    .v2 = Seit dem { $date } ist das Paket wieder bei uns.
fact-stock-back =
    .v1 = Neue Ware erwarten wir am { $date }.
    .v2 = Am { $date } ist der Artikel voraussichtlich wieder auf Lager.
fact-counted =
    .v1 = Unsere Zählung ergab: { $value }.
    .v2 = Wir haben gezählt: { $value }.
fact-missing =
    .v1 = Nach unserer Prüfung fehlt Folgendes: { $value }.
    .v2 = Wir haben nachgesehen, was fehlt: { $value }.
fact-counted-items =
    .v1 = Wir haben { $count } Artikel gezählt.
    .v2 = { $count ->
        [one] Nach unserer Zählung ist es { $count } Artikel.
       *[other] Nach unserer Zählung sind es { $count } Artikel.
    }
fact-missing-items =
    .v1 = { $count ->
        [one] Nach unserer Prüfung fehlt { $count } Artikel.
       *[other] Nach unserer Prüfung fehlen { $count } Artikel.
    }
    .v2 = { $count ->
        [one] Wir haben nachgesehen: Es fehlt { $count } Artikel.
       *[other] Wir haben nachgesehen: Es fehlen { $count } Artikel.
    }
fact-refund-of =
    .v1 = Die Erstattung beträgt insgesamt { $money }.
    .v2 = Die Erstattung beläuft sich auf insgesamt { $money }.
fact-refunded-on =
    .v1 = Die Erstattung haben wir am { $date } veranlasst.
    .v2 = Die Rückzahlung erfolgte am { $date }.
fact-refund-reference =
    .v1 = Die Referenz der Erstattung lautet { $value }.
    .v2 = Die Erstattung ist unter der Referenz { $value } zu finden.
fact-carrier =
    .v1 = Das Paket wird von { $value } befördert.
    .v2 = Der Paketdienst ist { $value }.
fact-tracking-number =
    .v1 = Die Sendungsnummer lautet { $value }.
    .v2 = Mit der Nummer { $value } lässt sich das Paket verfolgen.
fact-order-number =
    .v1 = Es geht um die Bestellung { $value }.
    .v2 = Die Bestellnummer lautet { $value }.
fact-checked =
    .v1 = Das haben wir geprüft: { $value }.
    .v2 = Geprüft haben wir Folgendes: { $value }.

## Die Möglichkeiten

options-suggest =
    .v1 = Sie können wählen; ich empfehle Ihnen A:
    .v2 = Sie haben die Wahl, und mein Vorschlag ist A:
options-plain =
    .v1 = Sie können eine dieser Möglichkeiten wählen:
    .v2 = Das sind Ihre Möglichkeiten:
offer-single =
    .v1 = Das kann ich für Sie tun:
    .v2 = Mein Angebot an Sie:
agreed-intro =
    .v1 = So gehen wir jetzt vor:
    .v2 = Das sind die nächsten Schritte:

remedy-full-refund =
    .v1 = Ich erstatte Ihnen { $money } bis zum { $date }.
    .v2 = Sie erhalten { $money } bis zum { $date } von uns zurück.
remedy-full-refund-keep =
    .v1 = Ich erstatte Ihnen { $money } bis zum { $date }. Sie müssen nichts zurückschicken.
    .v2 = Sie erhalten { $money } bis zum { $date } zurück, ohne etwas zurückschicken zu müssen.
remedy-partial-refund =
    .v1 = Bis zum { $date } erstatte ich Ihnen { $money } vom Kaufpreis.
    .v2 = Sie erhalten { $money } vom Kaufpreis bis zum { $date } von uns zurück.
remedy-partial-refund-keep =
    .v1 = Bis zum { $date } erstatte ich Ihnen { $money } vom Kaufpreis, und Sie behalten alles, was Sie haben.
    .v2 = Sie behalten alles, was Sie haben, und erhalten { $money } bis zum { $date } von uns zurück.
remedy-reship =
    .v1 = Ich schicke Ihnen Ihre Bestellung bis zum { $date } kostenlos noch einmal zu.
    .v2 = Sie bekommen von uns kostenlos ein neues Paket; wir verschicken es bis zum { $date }.
remedy-reship-keep =
    .v1 = Ich schicke Ihnen bis zum { $date } kostenlos einen neuen Artikel, und den ersten behalten Sie.
    .v2 = Sie bekommen von uns kostenlos einen neuen Artikel; wir verschicken ihn bis zum { $date }. Der erste bleibt bei Ihnen.
remedy-reship-missing =
    .v1 = Was fehlt, schicke ich Ihnen bis zum { $date } kostenlos nach, und Sie behalten alles, was Sie haben.
    .v2 = Sie behalten alles, was Sie haben, und wir senden Ihnen den fehlenden Teil bis zum { $date } kostenlos nach.
remedy-reship-missing-some =
    .v1 = { $missing ->
        [1] Ich schicke Ihnen den fehlenden Artikel bis zum { $date } kostenlos nach, und Sie behalten alles, was Sie haben.
       *[other] Ich schicke Ihnen die { $missing } fehlenden Artikel bis zum { $date } kostenlos nach, und Sie behalten alles, was Sie haben.
    }
    .v2 = { $missing ->
        [1] Sie behalten alles, was Sie haben, und wir senden Ihnen den fehlenden Artikel bis zum { $date } kostenlos nach.
       *[other] Sie behalten alles, was Sie haben, und wir senden Ihnen die { $missing } fehlenden Artikel bis zum { $date } kostenlos nach.
    }
remedy-return-and-refund =
    .v1 = Sie schicken den Artikel bis zum { $send } zurück, und ich erstatte Ihnen { $money } bis zum { $date }.
    .v2 = Bitte senden Sie den Artikel bis zum { $send } zurück; bis zum { $date } erstatten wir Ihnen { $money }.
remedy-exchange =
    .v1 = Ich tausche den Artikel um: Bitte schicken Sie ihn bis zum { $send } zurück. Den neuen verschicken wir bis zum { $date }.
    .v2 = Sie erhalten im Tausch einen neuen Artikel; wir verschicken ihn bis zum { $date }. Bitte senden Sie den ersten bis zum { $send } zurück.
remedy-coupon =
    .v1 = Bis zum { $date } schicke ich Ihnen einen Gutschein über { $money } für Ihre nächste Bestellung.
    .v2 = Sie erhalten bis zum { $date } einen Gutschein über { $money } für eine spätere Bestellung.
remedy-coupon-open =
    .v1 = Bis zum { $date } schicke ich Ihnen einen Gutschein für Ihre nächste Bestellung.
    .v2 = Sie erhalten bis zum { $date } einen Gutschein für eine spätere Bestellung.
remedy-gift =
    .v1 = Ich schicke Ihnen ein Geschenk im Wert von { $money }; es wird bis zum { $date } verschickt.
    .v2 = Sie bekommen von uns ein Geschenk im Wert von { $money }; wir verschicken es bis zum { $date }.
remedy-gift-open =
    .v1 = Ich schicke Ihnen ein Geschenk; es wird bis zum { $date } verschickt.
    .v2 = Sie bekommen von uns ein Geschenk; wir verschicken es bis zum { $date }.
remedy-wait =
    .v1 = Sie warten bis zum { $date }; bis dahin sollte Ihr Paket bei Ihnen sein. Falls nicht, schreibe ich Ihnen noch am selben Tag.
    .v2 = Wenn Sie bis zum { $date } warten, sollte Ihr Paket bis dahin bei Ihnen sein. Ist es dann nicht da, melde ich mich noch an diesem Tag.
remedy-wait-paid =
    .v1 = Für die Verspätung zahle ich Ihnen { $money } bis zum { $paid }, und Sie warten bis zum { $date } auf Ihr Paket. Ist es dann nicht da, schreibe ich Ihnen noch am selben Tag.
    .v2 = Für die Verspätung erhalten Sie { $money } bis zum { $paid }, wenn Sie bis zum { $date } auf Ihr Paket warten. Ist es dann nicht da, melde ich mich noch an diesem Tag.
remedy-wait-dispatch =
    .v1 = Sie warten bis zum { $date } auf den Artikel; bis dahin wird Ihre Bestellung verschickt.
    .v2 = Wenn Sie bis zum { $date } warten, verschicken wir Ihre Bestellung bis dahin.
remedy-wait-dispatch-paid =
    .v1 = Sie warten bis zum { $date }; bis dahin wird Ihre Bestellung verschickt. Für die Verspätung zahle ich Ihnen { $money } bis zum { $paid }.
    .v2 = Wenn Sie bis zum { $date } warten, verschicken wir Ihre Bestellung bis dahin, und für die Verspätung erhalten Sie { $money } bis zum { $paid }.
remedy-guide =
    .v1 = Ich schicke Ihnen bis zum { $date } eine einfache Schritt-für-Schritt-Anleitung. Hilft sie nicht, schreiben Sie mir bitte noch einmal.
    .v2 = Sie bekommen bis zum { $date } von mir eine klare Anleitung, Schritt für Schritt. Sagen Sie mir bitte, wenn sie nicht weiterhilft.
remedy-cancel-and-refund =
    .v1 = Ich storniere die Bestellung und erstatte Ihnen { $money } bis zum { $date }.
    .v2 = Wir stornieren die Bestellung, und Sie erhalten { $money } bis zum { $date } zurück.
remedy-extend-protection =
    .v1 = Ich verlängere Ihren Käuferschutz und bestätige Ihnen das bis zum { $date }.
    .v2 = Ihr Käuferschutz wird verlängert; die Bestätigung bekommen Sie bis zum { $date }.
remedy-extend-protection-until =
    .v1 = Ich verlängere Ihren Käuferschutz bis zum { $until } und bestätige Ihnen das bis zum { $date }.
    .v2 = Ihr Käuferschutz wird bis zum { $until } verlängert; die Bestätigung bekommen Sie bis zum { $date }.
remedy-redeliver =
    .v1 = Ich veranlasse bis zum { $date } eine neue Zustellung Ihres Pakets.
    .v2 = Ihr Paket wird noch einmal zugestellt; ich veranlasse das bis zum { $date }.
remedy-reimburse-duty =
    .v1 = Bitte schicken Sie mir den Beleg, und ich erstatte Ihnen { $money } bis zum { $date }.
    .v2 = Bis zum { $date } erstatte ich Ihnen { $money }; bitte schicken Sie mir dafür den Beleg.
remedy-repair =
    .v1 = Bitte schicken Sie den Artikel bis zum { $send } ein. Wir reparieren ihn kostenlos und schicken ihn bis zum { $date } zurück.
    .v2 = Wir reparieren den Artikel auf unsere Kosten: Sie schicken ihn bis zum { $send } ein, und wir senden ihn bis zum { $date } zurück.
remedy-provide-document =
    .v1 = Ich schicke Ihnen das Dokument bis zum { $date }.
    .v2 = Das Dokument bekommen Sie bis zum { $date } von mir.

choose-one =
    .v1 = Bitte schreiben Sie mir bis zum { $date }, was Ihnen am besten passt.
    .v2 = Bitte teilen Sie mir Ihre Wahl bis zum { $date } mit.
choose-single =
    .v1 = Bitte schreiben Sie mir bis zum { $date }, ob Ihnen das so passt.
    .v2 = Bitte sagen Sie mir bis zum { $date }, ob Sie einverstanden sind.

## Die eine Bitte

request-photo-of-items =
    .v1 = Bitte schicken Sie mir bis zum { $date } ein Foto von allem, was Sie erhalten haben.
    .v2 = Ein Foto aller Artikel aus Ihrem Paket würde mir helfen; bitte senden Sie es bis zum { $date }.
request-photo-of-damage =
    .v1 = Bitte schicken Sie mir bis zum { $date } ein deutliches Foto vom Schaden.
    .v2 = Ein Foto, auf dem der Schaden zu sehen ist, würde mir helfen; bitte senden Sie es bis zum { $date }.
request-photo-of-label =
    .v1 = Bitte schicken Sie mir bis zum { $date } ein Foto vom Versandetikett auf dem Paket.
    .v2 = Ein Foto vom Versandetikett würde mir helfen; bitte senden Sie es bis zum { $date }.
request-video-of-fault =
    .v1 = Bitte schicken Sie mir bis zum { $date } ein kurzes Video, das den Fehler zeigt.
    .v2 = Ein kurzes Video vom Fehler würde mir helfen; bitte senden Sie es bis zum { $date }.
request-count =
    .v1 = Bitte zählen Sie die erhaltenen Artikel und nennen Sie mir die Zahl bis zum { $date }.
    .v2 = Bitte schreiben Sie mir bis zum { $date }, wie viele Artikel Sie erhalten haben.
request-address =
    .v1 = Bitte schicken Sie mir bis zum { $date } Ihre vollständige Lieferadresse.
    .v2 = Bitte prüfen Sie Ihre Lieferadresse und senden Sie mir diese bis zum { $date }.
request-which-order =
    .v1 = Bitte schreiben Sie mir bis zum { $date }, um welche Bestellung es geht.
    .v2 = Bitte nennen Sie mir bis zum { $date } Ihre Bestellnummer.
request-details =
    .v1 = Bitte beschreiben Sie mir das bis zum { $date } etwas genauer.
    .v2 = Bitte schildern Sie mir bis zum { $date } in wenigen Worten, was passiert ist.

## Rechte, der Weg zu einem Menschen, das Ende

rights =
    .v1 = Ihre gesetzlichen Rechte bleiben in jedem Fall unberührt.
    .v2 = Was immer Sie wählen: Sie behalten alle Ihre gesetzlichen Rechte.
    .v3 = An Ihren gesetzlichen Rechten ändert das alles nichts.
reach-message =
    .v1 = Wenn Sie mit einem Menschen sprechen möchten, antworten Sie hier: Ihre Nachricht kommt direkt bei mir an.
    .v2 = Sie können mir hier jederzeit schreiben; jede Nachricht wird persönlich gelesen.
    .v3 = Bei Fragen antworten Sie einfach auf diese Nachricht; ich kümmere mich persönlich darum.
reach-form =
    .v1 = Wenn Sie mit einem Menschen sprechen möchten, schreiben Sie uns hier in diesem Vorgang.
    .v2 = Sie können uns jederzeit hier in diesem Vorgang schreiben; jede Nachricht wird persönlich gelesen.
    .v3 = Bei Fragen schreiben Sie einfach hier in diesem Vorgang; ich kümmere mich persönlich darum.
notice-paid =
    .v1 = Ihre Zahlung ist am { $date } eingegangen; wir bereiten Ihre Bestellung vor.
    .v2 = Wir haben Ihre Zahlung am { $date } erhalten und machen Ihre Bestellung fertig.
notice-exported =
    .v1 = Das Paket ist seit dem { $date } auf dem Weg in Ihr Land.
    .v2 = Am { $date } hat sich das Paket auf den Weg in Ihr Land gemacht.
notice-in-country =
    .v1 = Das Paket ist am { $date } in Ihrem Land angekommen.
    .v2 = Laut Sendungsverfolgung hat das Paket am { $date } Ihr Land erreicht.
notice-out-for-delivery =
    .v1 = Das Paket ist am { $date } in die Zustellung gegangen.
    .v2 = Am { $date } hat der Zusteller das Paket für die Auslieferung übernommen.
notice-review =
    .v1 = Sie haben Ihre Bestellung{ $product } nun seit einigen Tagen. Wenn Sie möchten, schreiben Sie im Shop ehrlich, wie Sie sie finden, ob gut oder schlecht.
    .v2 = Wenn Sie möchten, schreiben Sie im Shop, wie Sie Ihre Bestellung{ $product } finden. Lob und Kritik sind gleichermaßen willkommen.
notice-stop =
    .v1 = Wenn Sie solche Mitteilungen nicht mehr möchten, antworten Sie mit dem Wort STOPP.
    .v2 = Um keine weiteren Mitteilungen dieser Art zu bekommen, antworten Sie mit STOPP.
closing-settled =
    .v1 = Damit ist Ihr Anliegen von unserer Seite aus erledigt ({ $topic }).
    .v2 = Für Ihr Anliegen ist von unserer Seite aus nun alles getan ({ $topic }).
    .v3 = Ihr Anliegen ist bei uns jetzt vollständig bearbeitet ({ $topic }).
closing-door =
    .v1 = Falls etwas nicht stimmt, schreiben Sie mir hier, und ich kümmere mich noch einmal darum.
    .v2 = Sollte noch etwas offen sein, genügt eine kurze Nachricht, und ich greife die Sache wieder auf.
    .v3 = Wenn Sie mich noch einmal brauchen, schreiben Sie mir jederzeit hier.

## Widerspruch bei einer Plattform

appeal-topic =
    .v1 = Es geht um die Bestellung{ $product }: { $topic }.
    .v2 = Der Fall betrifft die Bestellung{ $product }: { $topic }.
appeal-request =
    .v1 = Wir bitten Sie, die Entscheidung in diesem Fall noch einmal zu prüfen.
    .v2 = Bitte sehen Sie sich diesen Fall und die Entscheidung dazu erneut an.
    .v3 = Wir bitten Sie, diese Angaben in dem Fall zu berücksichtigen.
appeal-facts =
    .v1 = Das geht aus unseren Unterlagen hervor:
    .v2 = Unsere Unterlagen zeigen Folgendes:
appeal-records =
    .v1 = Ich schicke Ihnen unsere Unterlagen zu dieser Bestellung bis zum { $date }.
    .v2 = Bis zum { $date } erhalten Sie unsere Unterlagen zu dieser Bestellung.
appeal-answer =
    .v1 = Wenn Sie noch etwas benötigen, schreiben Sie mir bitte hier.
    .v2 = Bei Fragen zu diesem Fall schreiben Sie mir bitte hier.
record-order-number =
    .v1 = Bestellnummer: { $value }
record-dispatched-on =
    .v1 = An den Paketdienst übergeben: { $date }
record-carrier =
    .v1 = Paketdienst: { $value }
record-tracking-number =
    .v1 = Sendungsnummer: { $value }
record-last-scan =
    .v1 = Letzter Eintrag der Sendungsverfolgung: { $value }
record-held-since =
    .v1 = Ohne Bewegung seit: { $date }
record-delivered-on =
    .v1 = Zugestellt laut Sendungsverfolgung: { $date }
record-returned-on =
    .v1 = Paket bei uns zurück: { $date }
record-promised-on =
    .v1 = Zugesagter Liefertermin: { $date }
record-refund-of =
    .v1 = Erstatteter Betrag: { $money }
record-refunded-on =
    .v1 = Erstattet am: { $date }
record-refund-reference =
    .v1 = Referenz der Erstattung: { $value }

## Betreffzeilen

subject-acknowledge =
    .v1 = Ihre Nachricht ist angekommen: { $topic }
subject-reply =
    .v1 = Zu Ihrer Nachricht: { $topic }
subject-follow-up =
    .v1 = Neues zu Ihrem Anliegen: { $topic }
subject-proactive =
    .v1 = Zu Ihrer Bestellung: { $topic }
subject-milestone =
    .v1 = Neuigkeiten zu Ihrer Bestellung
subject-closing =
    .v1 = Ihr Anliegen ist erledigt: { $topic }
subject-appeal =
    .v1 = Bitte um erneute Prüfung einer Entscheidung: { $topic }

## Worum es geht, in zwei oder drei Wörtern

topic-not-dispatched =
    .v1 = Bestellung noch nicht verschickt
topic-out-of-stock =
    .v1 = Artikel nicht auf Lager
topic-partial-delivery =
    .v1 = Lieferung in mehreren Teilen
topic-not-exported =
    .v1 = Paket kommt nicht weiter
topic-returned-before-export =
    .v1 = Paket kam zu uns zurück
topic-customs-held =
    .v1 = Paket beim Zoll
topic-customs-charges =
    .v1 = Zollgebühren
topic-delivery-failed =
    .v1 = Paket nicht zugestellt
topic-returned-to-sender =
    .v1 = Paket auf dem Rückweg
topic-not-received =
    .v1 = Paket noch nicht angekommen
topic-delivered-not-received =
    .v1 = Paket als zugestellt gemeldet
topic-late-delivery =
    .v1 = verspätete Lieferung
topic-not-as-described =
    .v1 = Artikel weicht von der Beschreibung ab
topic-defective =
    .v1 = Artikel funktioniert nicht
topic-damaged =
    .v1 = beschädigter Artikel
topic-short-quantity =
    .v1 = fehlende Artikel
topic-wrong-item =
    .v1 = falscher Artikel
topic-counterfeit =
    .v1 = Frage nach der Echtheit des Artikels
topic-poor-quality =
    .v1 = Qualität des Artikels
topic-misunderstanding =
    .v1 = Verwendung des Artikels
topic-refund-not-received =
    .v1 = ausstehende Erstattung
topic-charged-wrongly =
    .v1 = abgebuchter Betrag
topic-unauthorised-payment =
    .v1 = unbekannte Zahlung
topic-order-status =
    .v1 = Stand Ihrer Bestellung
topic-cancel-request =
    .v1 = Stornierung Ihrer Bestellung
topic-change-request =
    .v1 = Änderung Ihrer Bestellung
topic-return-request =
    .v1 = Rückgabe Ihrer Bestellung
topic-invoice-request =
    .v1 = Rechnung zu Ihrer Bestellung
topic-product-question =
    .v1 = Frage zum Artikel
topic-praise =
    .v1 = Ihre freundlichen Worte
topic-other =
    .v1 = Frage zur Bestellung
