### De zinnen van brieven in het Nederlands.
### Elke zin heeft zijn varianten als .v1, .v2, …: een tweede brief neemt de volgende en herhaalt geen zin.
### { $product } is leeg of brengt zijn eigen spatie en haakjes mee (product-mark).
### { $date }, { $send }, { $paid }, { $until } („8 december”) en { $money } zijn al geschreven zoals de streek het doet.

## Woorden waarmee andere zinnen worden gebouwd

product-mark =
    .v1 = { " " }({ $product })
full-price =
    .v1 = het volledige betaalde bedrag
paid-duty =
    .v1 = de betaalde invoerkosten
shop-team =
    .v1 = Klantenservice

## Aanhef en afsluiting

greeting-name =
    .v1 = Beste { $name },
    .v2 = Goedendag { $name },
    .v3 = Hallo { $name },
greeting-plain =
    .v1 = Goedendag,
    .v2 = Hallo,
    .v3 = Beste klant,
greeting-platform =
    .v1 = Geacht supportteam,
    .v2 = Beste supportteam,
    .v3 = Goedendag, beste supportteam,
sign-off =
    .v1 = Met vriendelijke groet,
    .v2 = Vriendelijke groet,
    .v3 = Hartelijke groet,

## Dank

thanks-message =
    .v1 = Bedankt voor uw bericht.
    .v2 = Dank u wel dat u ons heeft geschreven.
    .v3 = Hartelijk dank dat u ons dit laat weten.
thanks-reply =
    .v1 = Bedankt voor uw antwoord.
    .v2 = Dank u wel voor uw reactie.
    .v3 = Nogmaals bedankt voor uw bericht.
thanks-order =
    .v1 = Bedankt voor uw aankoop bij ons.
    .v2 = Dank u wel voor uw bestelling.
    .v3 = Hartelijk dank dat u voor onze winkel heeft gekozen.
thanks-review =
    .v1 = Bedankt voor uw eerlijke woorden.
    .v2 = Dank u wel dat u de tijd heeft genomen om ons dit te vertellen.
    .v3 = Hartelijk dank dat u dit met ons deelt.
thanks-closing =
    .v1 = Bedankt dat u dit samen met ons heeft opgelost.
    .v2 = Dank u wel voor uw vriendelijke hulp hierbij.
    .v3 = Hartelijk dank voor de prettige samenwerking.
thanks-platform =
    .v1 = Bedankt dat u deze zaak bekijkt.
    .v2 = Dank u wel voor uw werk aan deze zaak.
    .v3 = Hartelijk dank voor de tijd die u aan deze zaak besteedt.

## Waar het om gaat, zoals de klant of onze gegevens het vertellen

ack-not-dispatched =
    .v1 = Uw bestelling{ $product } is nog niet verzonden.
    .v2 = Uw bestelling{ $product } is nog bij ons, terwijl die al onderweg had moeten zijn.
ack-out-of-stock =
    .v1 = Het bestelde artikel{ $product } is op dit moment niet op voorraad.
    .v2 = We kunnen uw bestelling{ $product } nog niet versturen, omdat het artikel niet op voorraad is.
ack-partial-delivery =
    .v1 = Een deel van uw bestelling{ $product } is aangekomen, de rest nog niet.
    .v2 = Uw bestelling{ $product } komt in meerdere pakketten, en een deel is er nog niet.
ack-partial-delivery-of =
    .v1 = { $ordered ->
        [1] { $missing ->
           *[other] Het artikel uit uw bestelling{ $product } is nog niet aangekomen.
        }
       *[other] { $missing ->
            [one] { $missing } van de { $ordered } artikelen uit uw bestelling{ $product } is nog niet aangekomen.
           *[other] { $missing } van de { $ordered } artikelen uit uw bestelling{ $product } zijn nog niet aangekomen.
        }
    }
    .v2 = { $ordered ->
        [1] { $missing ->
           *[other] Het bestelde artikel{ $product } is er nog niet.
        }
       *[other] { $missing ->
            [one] Uw bestelling{ $product } komt in meerdere pakketten: { $missing } van de { $ordered } artikelen is er nog niet.
           *[other] Uw bestelling{ $product } komt in meerdere pakketten: { $missing } van de { $ordered } artikelen zijn er nog niet.
        }
    }
ack-not-exported =
    .v1 = Uw pakket{ $product } heeft het land van verzending nog niet verlaten.
    .v2 = Uw pakket{ $product } is verzonden, maar is nog steeds in het land van verzending.
ack-returned-before-export =
    .v1 = Uw pakket{ $product } kwam bij ons terug en heeft het land van verzending niet verlaten.
    .v2 = Uw pakket{ $product } is naar ons teruggestuurd voordat het de grens over was.
ack-customs-held =
    .v1 = Uw pakket{ $product } is nog bij de douane.
    .v2 = Uw pakket{ $product } heeft de douane nog niet verlaten.
ack-customs-charges =
    .v1 = U is gevraagd om invoerkosten te betalen voor uw pakket{ $product }.
    .v2 = Er zijn invoerkosten in rekening gebracht voor uw pakket{ $product }.
ack-delivery-failed =
    .v1 = Uw pakket{ $product } kon niet worden bezorgd.
    .v2 = De bezorging van uw pakket{ $product } is niet gelukt.
ack-returned-to-sender =
    .v1 = Uw pakket{ $product } heeft u niet bereikt en komt naar ons terug.
    .v2 = In plaats van bij u aan te komen, is uw pakket{ $product } op de terugweg naar ons.
ack-not-received =
    .v1 = Uw pakket{ $product } is nog niet aangekomen.
    .v2 = U heeft uw pakket{ $product } nog steeds niet ontvangen.
ack-delivered-not-received =
    .v1 = Uw pakket{ $product } staat als bezorgd geregistreerd, maar u heeft het niet ontvangen.
    .v2 = U heeft uw pakket{ $product } niet gekregen, hoewel het als bezorgd is gemeld.
ack-late-delivery =
    .v1 = Uw pakket{ $product } is later aangekomen dan beloofd.
    .v2 = Uw pakket{ $product } kwam te laat bij u aan.
ack-not-as-described =
    .v1 = Ik begrijp dat het artikel{ $product } afwijkt van de beschrijving.
    .v2 = U schrijft dat het artikel{ $product } niet overeenkomt met de beschrijving.
ack-defective =
    .v1 = Ik begrijp dat het artikel{ $product } niet goed werkt.
    .v2 = U schrijft dat het artikel{ $product } niet werkt zoals het hoort.
ack-damaged =
    .v1 = Ik begrijp dat het artikel{ $product } beschadigd is aangekomen.
    .v2 = U schrijft dat het artikel{ $product } bij aankomst beschadigd was.
ack-short-quantity =
    .v1 = Ik begrijp dat een deel van uw bestelling{ $product } ontbreekt.
    .v2 = U schrijft dat er iets ontbreekt in uw bestelling{ $product }.
ack-short-quantity-some =
    .v1 = { $missing ->
        [one] Ik begrijp dat er in uw bestelling{ $product } { $missing } artikel ontbreekt.
       *[other] Ik begrijp dat er in uw bestelling{ $product } { $missing } artikelen ontbreken.
    }
    .v2 = { $missing ->
        [one] U schrijft dat { $missing } artikel uit uw bestelling{ $product } ontbreekt.
       *[other] U schrijft dat { $missing } artikelen uit uw bestelling{ $product } ontbreken.
    }
ack-short-quantity-of =
    .v1 = { $ordered ->
        [1] { $missing ->
           *[other] Ik begrijp dat het bestelde artikel{ $product } ontbreekt.
        }
       *[other] { $missing ->
            [one] Ik begrijp dat { $missing } van de { $ordered } artikelen in uw bestelling{ $product } ontbreekt.
           *[other] Ik begrijp dat { $missing } van de { $ordered } artikelen in uw bestelling{ $product } ontbreken.
        }
    }
    .v2 = { $ordered ->
        [1] { $missing ->
           *[other] U schrijft dat het bestelde artikel{ $product } ontbreekt.
        }
       *[other] { $missing ->
            [one] U heeft { $ordered } artikelen{ $product } besteld, en { $missing } daarvan ontbreekt.
           *[other] U heeft { $ordered } artikelen{ $product } besteld, en { $missing } daarvan ontbreken.
        }
    }
ack-wrong-item =
    .v1 = Ik begrijp dat u een ander artikel heeft ontvangen in plaats van het bestelde{ $product }.
    .v2 = U schrijft dat er een verkeerd artikel is gekomen en niet het bestelde{ $product }.
ack-counterfeit =
    .v1 = Ik begrijp dat u denkt dat het artikel{ $product } niet echt is.
    .v2 = Volgens u is het artikel{ $product } niet echt, en dat neem ik serieus.
ack-poor-quality =
    .v1 = Ik begrijp dat u niet tevreden bent over de kwaliteit van het artikel{ $product }.
    .v2 = U schrijft dat de kwaliteit van het artikel{ $product } niet aan uw verwachtingen voldoet.
ack-misunderstanding =
    .v1 = Ik begrijp dat het artikel{ $product } anders is dan u had verwacht.
    .v2 = U had iets anders verwacht van het artikel{ $product }.
ack-refund-not-received =
    .v1 = Ik begrijp dat het geld voor uw bestelling{ $product } nog niet bij u is aangekomen.
    .v2 = U schrijft dat het geld voor uw bestelling{ $product } er nog steeds niet is.
ack-charged-wrongly =
    .v1 = Ik begrijp dat het afgeschreven bedrag voor uw bestelling{ $product } volgens u niet klopt.
    .v2 = U schrijft dat er een verkeerd bedrag is afgeschreven voor uw bestelling{ $product }.
ack-unauthorised-payment =
    .v1 = Ik begrijp dat u de betaling voor uw bestelling{ $product } niet herkent.
    .v2 = U schrijft dat de betaling voor de bestelling{ $product } niet van u komt.
ack-order-status =
    .v1 = U wilt weten waar uw bestelling{ $product } is.
    .v2 = U vraagt hoe het staat met uw bestelling{ $product }.
ack-cancel-request =
    .v1 = U wilt uw bestelling{ $product } annuleren.
    .v2 = U heeft ons gevraagd uw bestelling{ $product } te annuleren.
ack-change-request =
    .v1 = U wilt iets wijzigen in uw bestelling{ $product }.
    .v2 = U heeft ons gevraagd iets te veranderen aan uw bestelling{ $product }.
ack-return-request =
    .v1 = U wilt het artikel{ $product } retourneren.
    .v2 = U heeft gevraagd naar het retourneren van het artikel{ $product }.
ack-invoice-request =
    .v1 = U wilt graag een factuur voor uw bestelling{ $product }.
    .v2 = U heeft om de factuur voor uw bestelling{ $product } gevraagd.
ack-product-question =
    .v1 = U heeft een vraag over het artikel{ $product }.
    .v2 = Uw vraag gaat over het artikel{ $product }.
ack-praise =
    .v1 = Wat fijn dat u blij bent met het artikel{ $product }.
    .v2 = Uw vriendelijke woorden over het artikel{ $product } doen ons goed.
ack-other =
    .v1 = Ik heb uw bericht over uw bestelling{ $product } voor me.
    .v2 = Uw bericht over uw bestelling{ $product } is bij mij aangekomen.
ack-review-other =
    .v1 = We hebben uw beoordeling van uw bestelling{ $product } gelezen en willen graag weten wat er misging.
    .v2 = Uw beoordeling van de bestelling{ $product } is belangrijk voor ons: we willen begrijpen wat er niet goed was.

## Waar het om gaat, als wij het eerst schrijven

news-not-as-described =
    .v1 = We hebben gemerkt dat het artikel{ $product } mogelijk afwijkt van de beschrijving.
    .v2 = De beschrijving van het artikel{ $product } klopt misschien niet met wat u ontvangt.
news-defective =
    .v1 = We hebben gemerkt dat het artikel{ $product } mogelijk niet goed werkt.
    .v2 = Het artikel{ $product } heeft misschien een gebrek, waardoor het niet goed werkt.
news-damaged =
    .v1 = We hebben gemerkt dat het artikel{ $product } beschadigd kan zijn.
    .v2 = Het artikel{ $product } komt misschien beschadigd bij u aan.
news-short-quantity =
    .v1 = We hebben gemerkt dat een deel van uw bestelling{ $product } ontbreekt.
    .v2 = Er ontbreekt iets in uw bestelling{ $product }.
news-short-quantity-some =
    .v1 = { $missing ->
        [one] We hebben gemerkt dat er in uw bestelling{ $product } { $missing } artikel ontbreekt.
       *[other] We hebben gemerkt dat er in uw bestelling{ $product } { $missing } artikelen ontbreken.
    }
    .v2 = { $missing ->
        [one] In uw bestelling{ $product } ontbreekt { $missing } artikel.
       *[other] In uw bestelling{ $product } ontbreken { $missing } artikelen.
    }
news-short-quantity-of =
    .v1 = { $ordered ->
        [1] { $missing ->
           *[other] We hebben gemerkt dat het bestelde artikel{ $product } ontbreekt.
        }
       *[other] { $missing ->
            [one] We hebben gemerkt dat { $missing } van de { $ordered } artikelen in uw bestelling{ $product } ontbreekt.
           *[other] We hebben gemerkt dat { $missing } van de { $ordered } artikelen in uw bestelling{ $product } ontbreken.
        }
    }
    .v2 = { $ordered ->
        [1] { $missing ->
           *[other] Het artikel uit uw bestelling{ $product } ontbreekt.
        }
       *[other] { $missing ->
            [one] In uw bestelling{ $product } ontbreekt { $missing } van de { $ordered } artikelen.
           *[other] In uw bestelling{ $product } ontbreken { $missing } van de { $ordered } artikelen.
        }
    }
news-wrong-item =
    .v1 = We hebben gemerkt dat er voor uw bestelling{ $product } misschien een verkeerd artikel is ingepakt.
    .v2 = In uw pakket zit misschien niet het bestelde artikel{ $product }.
news-counterfeit =
    .v1 = We onderzoeken of het artikel{ $product } echt is.
    .v2 = Er is een vraag over de echtheid van het artikel{ $product }, en we zoeken die uit.
news-poor-quality =
    .v1 = We hebben gemerkt dat de kwaliteit van het artikel{ $product } mogelijk niet in orde is.
    .v2 = De kwaliteit van het artikel{ $product } is misschien minder dan u van ons verwacht.
news-misunderstanding =
    .v1 = We leggen u graag uit hoe het artikel{ $product } wordt gebruikt.
    .v2 = Er is iets over het artikel{ $product } dat we beter moeten uitleggen.
news-refund-not-received =
    .v1 = De terugbetaling voor uw bestelling{ $product } is nog niet afgerond.
    .v2 = We hebben gemerkt dat de terugbetaling voor uw bestelling{ $product } nog openstaat.
news-charged-wrongly =
    .v1 = We hebben gemerkt dat het afgeschreven bedrag voor uw bestelling{ $product } mogelijk niet klopt.
    .v2 = Het bedrag dat voor uw bestelling{ $product } is afgeschreven, is misschien verkeerd.
news-unauthorised-payment =
    .v1 = Er is een vraag over de betaling voor uw bestelling{ $product }.
    .v2 = We willen de betaling voor uw bestelling{ $product } graag samen met u nakijken.
news-order =
    .v1 = Ik heb nieuws over uw bestelling{ $product }.
    .v2 = Dit is de laatste stand van zaken rond uw bestelling{ $product }.

## Spijt, verantwoordelijkheid, zorg

apology =
    .v1 = Het spijt me.
    .v2 = Dat spijt me zeer.
    .v3 = Ik bied u mijn excuses aan.
own-fault =
    .v1 = Dit was onze fout.
    .v2 = De fout lag bij ons.
    .v3 = Hier zijn wij tekortgeschoten.
repeat-contact =
    .v1 = U heeft ons hier al eerder over geschreven, en dat had genoeg moeten zijn.
    .v2 = Ik weet dat dit niet uw eerste bericht hierover is; daarom pak ik het nu zelf op.
safety =
    .v1 = Gebruik het artikel alstublieft niet totdat dit is opgelost: uw veiligheid gaat voor.
    .v2 = Voor uw veiligheid vraag ik u het artikel voorlopig niet te gebruiken.
manager =
    .v1 = Zoals u vroeg, leg ik uw melding voor aan mijn leidinggevende. U krijgt het antwoord uiterlijk op { $date }.
    .v2 = Mijn leidinggevende bekijkt uw melding, zoals u vroeg; u hoort de uitkomst uiterlijk op { $date }.
stay-here =
    .v1 = Laten we alles in dit gesprek houden, zodat u volledig beschermd blijft.
    .v2 = Het is voor u het veiligst als we elkaar hier blijven schrijven.

## De belofte om te helpen

help-options =
    .v1 = Ik regel dit persoonlijk voor u.
    .v2 = Ik maak dit voor u in orde.
    .v3 = Ik zorg ervoor dat dit voor u wordt opgelost.
help-date =
    .v1 = Ik ga hiermee aan de slag en schrijf u uiterlijk op { $date } wat ik voor u kan doen.
    .v2 = Ik werk hier zelf aan en geef u uiterlijk op { $date } een duidelijk antwoord.
    .v3 = Ik zoek dit voor u uit; u hoort uiterlijk op { $date } van mij.
help-acknowledge =
    .v1 = Ik help u hiermee en stuur u uiterlijk op { $date } een antwoord.
    .v2 = Ik neem dit voor mijn rekening en schrijf u uiterlijk op { $date }.
    .v3 = Ik bekijk het zorgvuldig en geef u uiterlijk op { $date } antwoord.
help-watch =
    .v1 = Ik houd het in de gaten en schrijf u uiterlijk op { $date } opnieuw.
    .v2 = Ik kijk het nog een keer voor u na en stuur u uiterlijk op { $date } nieuws.
    .v3 = Ik blijf het volgen en laat u uiterlijk op { $date } weten hoe het ervoor staat.
help-review =
    .v1 = Stuur ons alstublieft een bericht via uw bestelpagina, zodat we dit voor u in orde kunnen maken.
    .v2 = We lossen dit graag samen met u op: schrijf ons via uw bestelpagina.
    .v3 = Schrijf ons via uw bestelpagina, dan helpen we u.

## De oorzaak, zo ver als het bewijs reikt

cause-confirmed-seller =
    .v1 = We hebben het zorgvuldig nagekeken: de fout lag aan onze kant.
    .v2 = Uit onze gegevens blijkt dat de fout aan onze kant lag.
cause-confirmed-carrier =
    .v1 = Uit onze gegevens blijkt dat dit gebeurde terwijl uw pakket bij de vervoerder was.
    .v2 = We hebben het zorgvuldig nagekeken: uw pakket was toen bij de vervoerder.
cause-confirmed-customs =
    .v1 = Uit onze gegevens blijkt dat de oorzaak bij de douane ligt.
    .v2 = We hebben het zorgvuldig nagekeken: de oorzaak ligt bij de douane.
cause-confirmed-platform =
    .v1 = Uit onze gegevens blijkt dat de oorzaak bij het platform ligt.
    .v2 = We hebben het zorgvuldig nagekeken: de oorzaak ligt bij het platform.
cause-confirmed-buyer =
    .v1 = We weten nu wat er is gebeurd, en ik help u graag verder.
    .v2 = De oorzaak is ons nu duidelijk, en ik sta voor u klaar.
cause-likely-seller =
    .v1 = Waarschijnlijk was dit onze fout; we zoeken het nog uit.
    .v2 = Vermoedelijk ging het bij ons mis, en dat gaan we na.
cause-likely-carrier =
    .v1 = Waarschijnlijk is dit onderweg naar u gebeurd; we zoeken het nog uit.
    .v2 = Vermoedelijk ging het onderweg mis, en dat gaan we na.
cause-likely-customs =
    .v1 = Waarschijnlijk heeft dit te maken met de controle aan de grens; we zoeken het nog uit.
    .v2 = Vermoedelijk speelt de controle aan de grens een rol, en dat gaan we na.
cause-likely-platform =
    .v1 = Waarschijnlijk was er een technische storing; we zoeken het nog uit.
    .v2 = Vermoedelijk is de oorzaak technisch, en dat gaan we na.
cause-likely-buyer =
    .v1 = Waarschijnlijk was er een misverstand; we zoeken het nog uit.
    .v2 = Vermoedelijk hebben we elkaar verkeerd begrepen, en dat gaan we na.
cause-unknown =
    .v1 = We weten nog niet wat er is gebeurd. Wat de oorzaak ook is, we lossen dit voor u op.
    .v2 = Wat er precies is gebeurd, is nog niet duidelijk. Hoe het ook zit, we maken het voor u in orde.
    .v3 = We zoeken nog uit hoe dit kon gebeuren. Wat er ook uitkomt, we maken het goed.

## Feiten

fact-last-scan =
    .v1 = De laatste melding in de track-and-trace is: { $value }.
    .v2 = De track-and-trace toont nu: { $value }.
fact-dispatched-on =
    .v1 = Het pakket is op { $date } bij ons vertrokken.
    .v2 = We hebben het pakket op { $date } verzonden.
fact-delivered-on =
    .v1 = Volgens de track-and-trace is het pakket op { $date } bezorgd.
    .v2 = De track-and-trace vermeldt bezorging op { $date }.
fact-expected-on =
    .v1 = De verwachte bezorgdatum is { $date }.
    .v2 = De bezorging staat gepland op { $date }.
fact-promised-on =
    .v1 = De beloofde bezorgdatum was { $date }.
    .v2 = Beloofd was dat het pakket er uiterlijk op { $date } zou zijn.
fact-held-since =
    .v1 = Het pakket staat stil sinds { $date }.
    .v2 = Sinds { $date } is er geen beweging meer.
fact-returned-on =
    .v1 = Het pakket kwam op { $date } bij ons terug.
    .v2 = Sinds { $date } is het pakket terug bij ons.
fact-stock-back =
    .v1 = We verwachten nieuwe voorraad op { $date }.
    .v2 = Het artikel is naar verwachting op { $date } weer op voorraad.
fact-counted =
    .v1 = Onze telling komt uit op: { $value }.
    .v2 = We hebben geteld: { $value }.
fact-missing =
    .v1 = Volgens onze controle ontbreekt het volgende: { $value }.
    .v2 = We hebben nagekeken wat er ontbreekt: { $value }.
fact-counted-items =
    .v1 = { $count ->
        [one] We hebben { $count } artikel geteld.
       *[other] We hebben { $count } artikelen geteld.
    }
    .v2 = { $count ->
        [one] Volgens onze telling is het { $count } artikel.
       *[other] Volgens onze telling zijn het { $count } artikelen.
    }
fact-missing-items =
    .v1 = { $count ->
        [one] Volgens onze controle ontbreekt er { $count } artikel.
       *[other] Volgens onze controle ontbreken er { $count } artikelen.
    }
    .v2 = { $count ->
        [one] We hebben het nagekeken: er ontbreekt { $count } artikel.
       *[other] We hebben het nagekeken: er ontbreken { $count } artikelen.
    }
fact-refund-of =
    .v1 = De terugbetaling bedraagt in totaal { $money }.
    .v2 = De terugbetaling komt in totaal op { $money }.
fact-refunded-on =
    .v1 = We hebben het geld op { $date } teruggestort.
    .v2 = De terugbetaling is op { $date } gedaan.
fact-refund-reference =
    .v1 = De referentie van de terugbetaling is { $value }.
    .v2 = De terugbetaling staat onder referentie { $value }.
fact-carrier =
    .v1 = Het pakket wordt vervoerd door { $value }.
    .v2 = De vervoerder is { $value }.
fact-tracking-number =
    .v1 = Het trackingnummer is { $value }.
    .v2 = Met nummer { $value } is het pakket te volgen.
fact-order-number =
    .v1 = Het gaat om bestelling { $value }.
    .v2 = Het bestelnummer is { $value }.
fact-checked =
    .v1 = Dit hebben we nagekeken: { $value }.
    .v2 = We hebben het volgende nagekeken: { $value }.

## De mogelijkheden

options-suggest =
    .v1 = U kunt kiezen; ik raad u A aan:
    .v2 = De keuze is aan u, en mijn voorstel is A:
options-plain =
    .v1 = U kunt een van deze mogelijkheden kiezen:
    .v2 = Dit zijn uw mogelijkheden:
offer-single =
    .v1 = Dit kan ik voor u doen:
    .v2 = Dit is mijn aanbod:
agreed-intro =
    .v1 = Dit gaan we nu doen:
    .v2 = Dit zijn de volgende stappen:

remedy-full-refund =
    .v1 = Ik betaal u { $money } terug, uiterlijk op { $date }.
    .v2 = U krijgt { $money } van ons terug, uiterlijk op { $date }.
remedy-full-refund-keep =
    .v1 = Ik betaal u { $money } terug, uiterlijk op { $date }. U hoeft niets terug te sturen.
    .v2 = U krijgt { $money } van ons terug, uiterlijk op { $date }, zonder dat u iets hoeft terug te sturen.
remedy-partial-refund =
    .v1 = Ik betaal u een deel van de prijs terug: { $money }, uiterlijk op { $date }.
    .v2 = U krijgt { $money } van de prijs terug, uiterlijk op { $date }.
remedy-partial-refund-keep =
    .v1 = Ik betaal u een deel van de prijs terug: { $money }, uiterlijk op { $date }. U houdt alles wat u heeft.
    .v2 = U houdt alles wat u heeft en krijgt { $money } van de prijs terug, uiterlijk op { $date }.
remedy-reship =
    .v1 = Ik stuur uw bestelling gratis opnieuw, uiterlijk op { $date }.
    .v2 = U krijgt van ons kosteloos een nieuw pakket; het vertrekt uiterlijk op { $date }.
remedy-reship-keep =
    .v1 = Ik stuur u uiterlijk op { $date } gratis een nieuw artikel, en het eerste mag u houden.
    .v2 = U krijgt van ons kosteloos een nieuw artikel; het vertrekt uiterlijk op { $date }. Het eerste houdt u.
remedy-reship-missing =
    .v1 = Ik stuur u uiterlijk op { $date } gratis na wat er ontbreekt, en u houdt alles wat u heeft.
    .v2 = U houdt alles wat u heeft, en we sturen u het ontbrekende deel uiterlijk op { $date } gratis na.
remedy-reship-missing-some =
    .v1 = { $missing ->
        [1] Ik stuur u het ontbrekende artikel uiterlijk op { $date } gratis na, en u houdt alles wat u heeft.
       *[other] Ik stuur u de { $missing } ontbrekende artikelen uiterlijk op { $date } gratis na, en u houdt alles wat u heeft.
    }
    .v2 = { $missing ->
        [1] U houdt alles wat u heeft, en we sturen u het ontbrekende artikel kosteloos na, uiterlijk op { $date }.
       *[other] U houdt alles wat u heeft, en we sturen u de { $missing } ontbrekende artikelen kosteloos na, uiterlijk op { $date }.
    }
remedy-return-and-refund =
    .v1 = U stuurt het artikel uiterlijk op { $send } terug, en ik betaal u { $money } terug, uiterlijk op { $date }.
    .v2 = Stuur het artikel alstublieft uiterlijk op { $send } terug; u krijgt { $money } van ons terug, uiterlijk op { $date }.
remedy-exchange =
    .v1 = Ik ruil het artikel om: stuur het alstublieft uiterlijk op { $send } terug. Het nieuwe vertrekt uiterlijk op { $date }.
    .v2 = U krijgt een nieuw artikel in de plaats; het vertrekt uiterlijk op { $date }. Stuur het eerste alstublieft uiterlijk op { $send } terug.
remedy-coupon =
    .v1 = Ik stuur u uiterlijk op { $date } een tegoedbon van { $money } voor uw volgende bestelling.
    .v2 = U krijgt uiterlijk op { $date } een tegoedbon van { $money } voor een latere bestelling.
remedy-coupon-open =
    .v1 = Ik stuur u uiterlijk op { $date } een tegoedbon voor uw volgende bestelling.
    .v2 = U krijgt uiterlijk op { $date } een tegoedbon voor een latere bestelling.
remedy-gift =
    .v1 = Ik stuur u een cadeau ter waarde van { $money }; het vertrekt uiterlijk op { $date }.
    .v2 = U krijgt van ons een cadeau ter waarde van { $money }; we versturen het uiterlijk op { $date }.
remedy-gift-open =
    .v1 = Ik stuur u een cadeau; het vertrekt uiterlijk op { $date }.
    .v2 = U krijgt van ons een cadeau; we versturen het uiterlijk op { $date }.
remedy-wait =
    .v1 = U wacht tot en met { $date }; uw pakket zou er dan moeten zijn. Zo niet, dan schrijf ik u nog diezelfde dag.
    .v2 = Als u tot en met { $date } wacht, zou uw pakket bij u moeten zijn. Is het er dan niet, dan hoort u die dag van mij.
remedy-wait-paid =
    .v1 = Ik betaal u { $money } voor de vertraging, uiterlijk op { $paid }, en u wacht tot en met { $date } op uw pakket. Is het er dan niet, dan schrijf ik u nog diezelfde dag.
    .v2 = U krijgt { $money } voor de vertraging, uiterlijk op { $paid }, als u tot en met { $date } op uw pakket wacht. Is het er dan niet, dan hoort u die dag van mij.
remedy-wait-dispatch =
    .v1 = U wacht tot en met { $date } op het artikel; dan is uw bestelling bij ons vertrokken.
    .v2 = Als u tot en met { $date } wacht, versturen we uw bestelling vóór het einde van die dag.
remedy-wait-dispatch-paid =
    .v1 = U wacht tot en met { $date }; dan is uw bestelling bij ons vertrokken. Ik betaal u { $money } voor de vertraging, uiterlijk op { $paid }.
    .v2 = Als u tot en met { $date } wacht, versturen we uw bestelling uiterlijk die dag. Voor de vertraging krijgt u { $money }, uiterlijk op { $paid }.
remedy-guide =
    .v1 = Ik stuur u uiterlijk op { $date } een eenvoudige handleiding, stap voor stap. Helpt die niet, schrijf me dan gerust opnieuw.
    .v2 = U krijgt uiterlijk op { $date } van mij duidelijke instructies, stap voor stap. Laat het me weten als die niet helpen.
remedy-cancel-and-refund =
    .v1 = Ik annuleer de bestelling en betaal u { $money } terug, uiterlijk op { $date }.
    .v2 = We annuleren de bestelling, en u krijgt { $money } terug, uiterlijk op { $date }.
remedy-extend-protection =
    .v1 = Ik verleng uw kopersbescherming en stuur u daarvan uiterlijk op { $date } een bevestiging.
    .v2 = Uw kopersbescherming wordt verlengd; de bevestiging krijgt u uiterlijk op { $date }.
remedy-extend-protection-until =
    .v1 = Ik verleng uw kopersbescherming tot en met { $until } en stuur u daarvan uiterlijk op { $date } een bevestiging.
    .v2 = Uw kopersbescherming wordt verlengd tot en met { $until }; de bevestiging krijgt u uiterlijk op { $date }.
remedy-redeliver =
    .v1 = Ik regel uiterlijk op { $date } een nieuwe bezorging van uw pakket.
    .v2 = Uw pakket wordt opnieuw bezorgd; ik regel dat uiterlijk op { $date }.
remedy-reimburse-duty =
    .v1 = Stuur mij alstublieft het betaalbewijs, dan vergoed ik u { $money }, uiterlijk op { $date }.
    .v2 = Ik vergoed u { $money }, uiterlijk op { $date }; stuur mij daarvoor alstublieft het betaalbewijs.
remedy-repair =
    .v1 = Stuur het artikel alstublieft uiterlijk op { $send } op. We repareren het gratis en sturen het uiterlijk op { $date } terug.
    .v2 = We repareren het artikel op onze kosten: u stuurt het uiterlijk op { $send } op, en wij sturen het uiterlijk op { $date } terug.
remedy-provide-document =
    .v1 = Ik stuur u het document uiterlijk op { $date }.
    .v2 = U krijgt het document uiterlijk op { $date } van mij.

choose-one =
    .v1 = Laat me alstublieft uiterlijk op { $date } weten welke mogelijkheid u het beste uitkomt.
    .v2 = Geef uw keuze alstublieft uiterlijk op { $date } aan mij door.
choose-single =
    .v1 = Laat me alstublieft uiterlijk op { $date } weten of dit voor u goed is.
    .v2 = Schrijf me alstublieft uiterlijk op { $date } of u akkoord gaat.

## Het ene verzoek

request-photo-of-items =
    .v1 = Stuur me alstublieft uiterlijk op { $date } een foto van alles wat u heeft ontvangen.
    .v2 = Een foto van alle artikelen uit uw pakket zou me helpen; stuur die graag uiterlijk op { $date }.
request-photo-of-damage =
    .v1 = Stuur me alstublieft uiterlijk op { $date } een duidelijke foto van de schade.
    .v2 = Een foto waarop de schade te zien is, zou me helpen; stuur die graag uiterlijk op { $date }.
request-photo-of-label =
    .v1 = Stuur me alstublieft uiterlijk op { $date } een foto van het etiket op het pakket.
    .v2 = Een foto van het verzendetiket zou me helpen; stuur die graag uiterlijk op { $date }.
request-video-of-fault =
    .v1 = Stuur me alstublieft uiterlijk op { $date } een korte video waarop het defect te zien is.
    .v2 = Een korte video van het defect zou me helpen; stuur die graag uiterlijk op { $date }.
request-count =
    .v1 = Tel alstublieft de ontvangen artikelen en geef me het aantal uiterlijk op { $date } door.
    .v2 = Laat me alstublieft uiterlijk op { $date } weten hoeveel artikelen u heeft ontvangen.
request-address =
    .v1 = Stuur me alstublieft uiterlijk op { $date } uw volledige bezorgadres.
    .v2 = Kijk uw bezorgadres alstublieft na en stuur het me uiterlijk op { $date }.
request-which-order =
    .v1 = Laat me alstublieft uiterlijk op { $date } weten om welke bestelling het gaat.
    .v2 = Stuur me alstublieft uiterlijk op { $date } uw bestelnummer.
request-details =
    .v1 = Vertel me er alstublieft uiterlijk op { $date } iets meer over.
    .v2 = Beschrijf alstublieft uiterlijk op { $date } in een paar woorden wat er is gebeurd.

## Rechten, de weg naar een mens, het einde

rights =
    .v1 = Uw wettelijke rechten blijven hetzelfde, wat u ook kiest.
    .v2 = Wat u ook kiest: u behoudt al uw wettelijke rechten.
    .v3 = Dit verandert uw wettelijke rechten niet.
reach-message =
    .v1 = Wilt u een medewerker spreken, antwoord dan hier: uw bericht komt rechtstreeks bij mij terecht.
    .v2 = U kunt me hier altijd schrijven; elk bericht wordt door een medewerker gelezen.
    .v3 = Heeft u vragen, antwoord dan op dit bericht; u krijgt van mij persoonlijk antwoord.
reach-form =
    .v1 = Wilt u een medewerker spreken, schrijf ons dan hier in deze zaak.
    .v2 = U kunt ons altijd hier in deze zaak schrijven; elk bericht wordt door een medewerker gelezen.
    .v3 = Heeft u vragen, schrijf dan hier in deze zaak; u krijgt van mij persoonlijk antwoord.
notice-paid =
    .v1 = Uw betaling is op { $date } binnengekomen; we maken uw bestelling klaar.
    .v2 = We hebben uw betaling op { $date } ontvangen en maken uw bestelling gereed.
notice-exported =
    .v1 = Het pakket is op { $date } naar uw land vertrokken.
    .v2 = Sinds { $date } is het pakket onderweg naar uw land.
notice-in-country =
    .v1 = Het pakket is op { $date } in uw land aangekomen.
    .v2 = Volgens de track-and-trace is het pakket op { $date } uw land binnengekomen.
notice-out-for-delivery =
    .v1 = Sinds { $date } is het pakket onderweg voor de bezorging.
    .v2 = Het pakket is op { $date } in bezorging gegaan.
notice-review =
    .v1 = U heeft uw bestelling{ $product } nu een paar dagen. Als u wilt, schrijf dan in de winkel eerlijk wat u ervan vindt, goed of slecht.
    .v2 = Als u wilt, schrijf dan in de winkel hoe u uw bestelling{ $product } vindt. Lof en kritiek zijn even welkom.
notice-stop =
    .v1 = Wilt u zulke berichten niet meer, antwoord dan met het woord STOP.
    .v2 = Om geen berichten van dit soort meer te krijgen, antwoordt u met STOP.
closing-settled =
    .v1 = Hiermee is uw melding wat ons betreft afgehandeld ({ $topic }).
    .v2 = Van onze kant is nu alles voor uw melding geregeld ({ $topic }).
    .v3 = Uw melding is bij ons nu volledig afgerond ({ $topic }).
closing-door =
    .v1 = Klopt er iets niet, schrijf me dan hier, en ik pak het opnieuw op.
    .v2 = Staat er nog iets open, dan is een kort bericht genoeg, en ik ga er opnieuw mee aan de slag.
    .v3 = Heeft u me nog eens nodig, schrijf me dan gerust hier.

## Bezwaar bij een platform

appeal-topic =
    .v1 = Het gaat om de bestelling{ $product }: { $topic }.
    .v2 = Deze zaak betreft de bestelling{ $product }: { $topic }.
appeal-request =
    .v1 = Wij vragen u vriendelijk de beslissing in deze zaak nog eens te bekijken.
    .v2 = Bekijk deze zaak en de beslissing alstublieft opnieuw.
    .v3 = Wij vragen u deze gegevens in deze zaak mee te wegen.
appeal-facts =
    .v1 = Dit zijn de feiten uit onze gegevens:
    .v2 = Onze gegevens laten het volgende zien:
appeal-records =
    .v1 = Ik stuur u onze gegevens over deze bestelling uiterlijk op { $date }.
    .v2 = U ontvangt onze gegevens over deze bestelling uiterlijk op { $date }.
appeal-answer =
    .v1 = Heeft u nog iets nodig, schrijf me dan alstublieft hier.
    .v2 = Voor vragen over deze zaak kunt u me hier schrijven.
record-order-number =
    .v1 = Bestelnummer: { $value }
record-dispatched-on =
    .v1 = Aan de vervoerder overgedragen: { $date }
record-carrier =
    .v1 = Vervoerder: { $value }
record-tracking-number =
    .v1 = Trackingnummer: { $value }
record-last-scan =
    .v1 = Laatste melding in de track-and-trace: { $value }
record-held-since =
    .v1 = Geen beweging sinds: { $date }
record-delivered-on =
    .v1 = Bezorgd volgens de track-and-trace: { $date }
record-returned-on =
    .v1 = Pakket bij ons terug: { $date }
record-promised-on =
    .v1 = Toegezegde bezorgdatum: { $date }
record-refund-of =
    .v1 = Terugbetaald bedrag: { $money }
record-refunded-on =
    .v1 = Terugbetaald op: { $date }
record-refund-reference =
    .v1 = Referentie van de terugbetaling: { $value }

## Onderwerpen van e-mails

subject-acknowledge =
    .v1 = Uw bericht is aangekomen: { $topic }
subject-reply =
    .v1 = Uw bericht aan ons: { $topic }
subject-follow-up =
    .v1 = Nieuws over uw melding: { $topic }
subject-proactive =
    .v1 = Over uw bestelling: { $topic }
subject-milestone =
    .v1 = Nieuws over uw bestelling
subject-closing =
    .v1 = Uw melding is afgehandeld: { $topic }
subject-appeal =
    .v1 = Verzoek om een beslissing opnieuw te bekijken: { $topic }

## Waar een zaak over gaat, in twee of drie woorden

topic-not-dispatched =
    .v1 = bestelling nog niet verzonden
topic-out-of-stock =
    .v1 = artikel niet op voorraad
topic-partial-delivery =
    .v1 = levering in meerdere delen
topic-not-exported =
    .v1 = pakket komt niet verder
topic-returned-before-export =
    .v1 = pakket terug bij ons
topic-customs-held =
    .v1 = pakket bij de douane
topic-customs-charges =
    .v1 = invoerkosten
topic-delivery-failed =
    .v1 = pakket niet bezorgd
topic-returned-to-sender =
    .v1 = pakket op de terugweg
topic-not-received =
    .v1 = pakket nog niet aangekomen
topic-delivered-not-received =
    .v1 = pakket als bezorgd gemeld
topic-late-delivery =
    .v1 = te late bezorging
topic-not-as-described =
    .v1 = artikel wijkt af van de beschrijving
topic-defective =
    .v1 = artikel werkt niet
topic-damaged =
    .v1 = beschadigd artikel
topic-short-quantity =
    .v1 = ontbrekende artikelen
topic-wrong-item =
    .v1 = verkeerd artikel
topic-counterfeit =
    .v1 = vraag of het artikel echt is
topic-poor-quality =
    .v1 = kwaliteit van het artikel
topic-misunderstanding =
    .v1 = gebruik van het artikel
topic-refund-not-received =
    .v1 = terugbetaling niet ontvangen
topic-charged-wrongly =
    .v1 = afgeschreven bedrag
topic-unauthorised-payment =
    .v1 = onbekende betaling
topic-order-status =
    .v1 = status van uw bestelling
topic-cancel-request =
    .v1 = annulering van uw bestelling
topic-change-request =
    .v1 = wijziging van uw bestelling
topic-return-request =
    .v1 = retourneren van uw bestelling
topic-invoice-request =
    .v1 = factuur voor uw bestelling
topic-product-question =
    .v1 = vraag over het artikel
topic-praise =
    .v1 = uw vriendelijke woorden
topic-other =
    .v1 = vraag over de bestelling
