### Zdania listów po polsku.
### Każdy zwrot ma swoje wersje .v1, .v2, …: drugi list bierze następną i nie powtarza żadnego zdania.
### { $product } jest pusty albo sam przynosi odstęp i nawias (product-mark).
### { $date }, { $send }, { $paid }, { $until } („8 grudnia”) i { $money } są już zapisane tak, jak to jest przyjęte.
### Listy nie zdradzają płci: bez „Pan” i „Pani”, bez czasu przeszłego w pierwszej osobie i bez form typu „otrzymałeś”.
### Po przecinku powitania list biegnie dalej małą literą.

## Słowa, z których zbudowane są inne zwroty

product-mark =
    .v1 = { " " }({ $product })
full-price =
    .v1 = całą zapłaconą kwotę
paid-duty =
    .v1 = zapłacone opłaty celne
shop-team =
    .v1 = Obsługa klienta

## Powitanie i podpis

greeting-name =
    .v1 = Dzień dobry, { $name },
    .v2 = { $name }, dzień dobry,
    .v3 = Witamy, { $name },
greeting-plain =
    .v1 = Dzień dobry,
    .v2 = Witamy,
    .v3 = Witamy Państwa,
greeting-platform =
    .v1 = Szanowni Państwo,
    .v2 = Dzień dobry Państwu,
    .v3 = Szanowny Zespole,
sign-off =
    .v1 = Z poważaniem
    .v2 = Z wyrazami szacunku
    .v3 = Z pozdrowieniami

## Podziękowanie

thanks-message =
    .v1 = Dziękuję za wiadomość.
    .v2 = Dziękujemy za kontakt z nami.
    .v3 = Bardzo dziękuję za tę informację.
thanks-reply =
    .v1 = Dziękuję za odpowiedź.
    .v2 = Dziękujemy za kolejną wiadomość.
    .v3 = Jeszcze raz dziękuję za wiadomość.
thanks-order =
    .v1 = Dziękujemy za zakupy w naszym sklepie.
    .v2 = Dziękuję za złożone zamówienie.
    .v3 = Bardzo dziękujemy za wybór naszego sklepu.
thanks-review =
    .v1 = Dziękujemy za szczerą opinię.
    .v2 = Dziękuję za czas poświęcony na opisanie tej sprawy.
    .v3 = Bardzo dziękujemy za podzielenie się tym z nami.
thanks-closing =
    .v1 = Dziękuję za wspólne rozwiązanie tej sprawy.
    .v2 = Dziękujemy za życzliwą pomoc w tej sprawie.
    .v3 = Bardzo dziękuję za dobrą współpracę.
thanks-platform =
    .v1 = Dziękuję za zajęcie się tą sprawą.
    .v2 = Dziękujemy za pracę nad tą sprawą.
    .v3 = Bardzo dziękujemy za czas poświęcony tej sprawie.

## O co chodzi, według kupującego lub naszych danych

ack-not-dispatched =
    .v1 = Zamówienie{ $product } nie zostało jeszcze wysłane.
    .v2 = Zamówienie{ $product } powinno być już w drodze, a nadal jest u nas.
ack-out-of-stock =
    .v1 = Zamówionego produktu{ $product } nie ma obecnie w magazynie.
    .v2 = Nie możemy jeszcze wysłać zamówienia{ $product }, bo produktu nie ma w magazynie.
ack-partial-delivery =
    .v1 = Część zamówienia{ $product } już dotarła, a reszta jeszcze nie.
    .v2 = Zamówienie{ $product } podzielono na kilka paczek, a jego część jeszcze nie dotarła.
ack-partial-delivery-of =
    .v1 = { $ordered ->
        [1] { $missing ->
           *[other] Produkt z zamówienia{ $product } jeszcze nie dotarł.
        }
       *[other] { $missing ->
            [one] { $missing } z { $ordered } produktów z zamówienia{ $product } jeszcze nie dotarł.
            [few] { $missing } z { $ordered } produktów z zamówienia{ $product } jeszcze nie dotarły.
            [many] { $missing } z { $ordered } produktów z zamówienia{ $product } jeszcze nie dotarło.
           *[other] { $missing } z { $ordered } produktów z zamówienia{ $product } jeszcze nie dotarło.
        }
    }
    .v2 = { $ordered ->
        [1] { $missing ->
           *[other] Zamówionego produktu{ $product } jeszcze nie ma.
        }
       *[other] { $missing ->
            [one] Zamówienie{ $product } podzielono na kilka paczek: nie dotarł jeszcze { $missing } z { $ordered } produktów.
            [few] Zamówienie{ $product } podzielono na kilka paczek: nie dotarły jeszcze { $missing } z { $ordered } produktów.
            [many] Zamówienie{ $product } podzielono na kilka paczek: nie dotarło jeszcze { $missing } z { $ordered } produktów.
           *[other] Zamówienie{ $product } podzielono na kilka paczek: nie dotarło jeszcze { $missing } z { $ordered } produktów.
        }
    }
ack-not-exported =
    .v1 = Paczka{ $product } nie opuściła jeszcze kraju nadania.
    .v2 = Paczka{ $product } została nadana, ale wciąż jest w kraju nadania.
ack-returned-before-export =
    .v1 = Paczka{ $product } wróciła do nas, zanim opuściła kraj nadania.
    .v2 = Paczka{ $product } nie opuściła kraju nadania i trafiła z powrotem do nas.
ack-customs-held =
    .v1 = Paczka{ $product } jest nadal w urzędzie celnym.
    .v2 = Paczka{ $product } nie opuściła jeszcze urzędu celnego.
ack-customs-charges =
    .v1 = Za paczkę{ $product } naliczono opłaty celne.
    .v2 = Do paczki{ $product } doszły opłaty celne.
ack-delivery-failed =
    .v1 = Nie udało się doręczyć paczki{ $product }.
    .v2 = Paczka{ $product } nie została doręczona.
ack-returned-to-sender =
    .v1 = Paczka{ $product } nie dotarła do celu i wraca do nas.
    .v2 = Zamiast trafić pod wskazany adres, paczka{ $product } jest w drodze powrotnej do nas.
ack-not-received =
    .v1 = Paczka{ $product } jeszcze nie dotarła.
    .v2 = Paczka{ $product } wciąż nie przyszła.
ack-delivered-not-received =
    .v1 = Paczka{ $product } jest oznaczona jako doręczona, ale nie dotarła.
    .v2 = Paczki{ $product } nie ma, choć widnieje jako doręczona.
ack-late-delivery =
    .v1 = Paczka{ $product } dotarła z opóźnieniem, po obiecanym terminie.
    .v2 = Paczka{ $product } przyszła za późno.
ack-not-as-described =
    .v1 = Rozumiem, że produkt{ $product } różni się od opisu.
    .v2 = Ze zgłoszenia wynika, że produkt{ $product } nie zgadza się z opisem.
ack-defective =
    .v1 = Rozumiem, że produkt{ $product } nie działa tak, jak powinien.
    .v2 = Ze zgłoszenia wynika, że produkt{ $product } nie działa prawidłowo.
ack-damaged =
    .v1 = Rozumiem, że produkt{ $product } dotarł uszkodzony.
    .v2 = Ze zgłoszenia wynika, że produkt{ $product } w chwili doręczenia był uszkodzony.
ack-short-quantity =
    .v1 = Rozumiem, że brakuje części zamówienia{ $product }.
    .v2 = Ze zgłoszenia wynika, że w zamówieniu{ $product } czegoś brakuje.
ack-short-quantity-some =
    .v1 = { $missing ->
        [one] Rozumiem, że w zamówieniu{ $product } brakuje { $missing } produktu.
        [few] Rozumiem, że w zamówieniu{ $product } brakuje { $missing } produktów.
        [many] Rozumiem, że w zamówieniu{ $product } brakuje { $missing } produktów.
       *[other] Rozumiem, że w zamówieniu{ $product } brakuje { $missing } produktów.
    }
    .v2 = { $missing ->
        [one] Ze zgłoszenia wynika, że z zamówienia{ $product } brakuje { $missing } produktu.
        [few] Ze zgłoszenia wynika, że z zamówienia{ $product } brakuje { $missing } produktów.
        [many] Ze zgłoszenia wynika, że z zamówienia{ $product } brakuje { $missing } produktów.
       *[other] Ze zgłoszenia wynika, że z zamówienia{ $product } brakuje { $missing } produktów.
    }
ack-short-quantity-of =
    .v1 = { $ordered ->
        [1] { $missing ->
           *[other] Rozumiem, że brakuje zamówionego produktu{ $product }.
        }
       *[other] Rozumiem, że w zamówieniu{ $product } brakuje { $missing } z { $ordered } produktów.
    }
    .v2 = { $ordered ->
        [1] { $missing ->
           *[other] Ze zgłoszenia wynika, że brakuje zamówionego produktu{ $product }.
        }
        [few] Zamówienie{ $product } obejmuje { $ordered } produkty, a brakuje { $missing } z nich.
        [many] Zamówienie{ $product } obejmuje { $ordered } produktów, a brakuje { $missing } z nich.
       *[other] Zamówienie{ $product } obejmuje { $ordered } produktów, a brakuje { $missing } z nich.
    }
ack-wrong-item =
    .v1 = Rozumiem, że zamiast zamówionego produktu{ $product } przyszedł inny.
    .v2 = Ze zgłoszenia wynika, że dotarł niewłaściwy produkt zamiast zamówionego{ $product }.
ack-counterfeit =
    .v1 = Rozumiem, że oryginalność produktu{ $product } budzi wątpliwości.
    .v2 = Ze zgłoszenia wynika, że produkt{ $product } może nie być oryginalny; traktuję to poważnie.
ack-poor-quality =
    .v1 = Rozumiem, że jakość produktu{ $product } nie jest zadowalająca.
    .v2 = Ze zgłoszenia wynika, że jakość produktu{ $product } odbiega od oczekiwań.
ack-misunderstanding =
    .v1 = Rozumiem, że produkt{ $product } okazał się inny od oczekiwanego.
    .v2 = Oczekiwania wobec produktu{ $product } były inne.
ack-refund-not-received =
    .v1 = Rozumiem, że pieniądze za zamówienie{ $product } jeszcze nie wpłynęły.
    .v2 = Ze zgłoszenia wynika, że pieniędzy za zamówienie{ $product } nadal nie ma.
ack-charged-wrongly =
    .v1 = Rozumiem, że kwota pobrana za zamówienie{ $product } budzi wątpliwości.
    .v2 = Ze zgłoszenia wynika, że za zamówienie{ $product } pobrano niewłaściwą kwotę.
ack-unauthorised-payment =
    .v1 = Rozumiem, że chodzi o nierozpoznaną płatność za zamówienie{ $product }.
    .v2 = Ze zgłoszenia wynika, że płatności za zamówienie{ $product } dokonał ktoś inny.
ack-order-status =
    .v1 = Wiadomość dotyczy tego, gdzie jest teraz zamówienie{ $product }.
    .v2 = Pytanie dotyczy tego, co dzieje się z zamówieniem{ $product }.
ack-cancel-request =
    .v1 = Chodzi o anulowanie zamówienia{ $product }.
    .v2 = Dotarła do nas prośba o anulowanie zamówienia{ $product }.
ack-change-request =
    .v1 = Chodzi o zmianę w zamówieniu{ $product }.
    .v2 = Dotarła do nas prośba o zmianę w zamówieniu{ $product }.
ack-return-request =
    .v1 = Chodzi o zwrot produktu{ $product }.
    .v2 = Dotarło do nas pytanie o zwrot produktu{ $product }.
ack-invoice-request =
    .v1 = Chodzi o fakturę za zamówienie{ $product }.
    .v2 = Dotarła do nas prośba o fakturę za zamówienie{ $product }.
ack-product-question =
    .v1 = Pytanie dotyczy produktu{ $product }.
    .v2 = Mam przed sobą pytanie o produkt{ $product }.
ack-praise =
    .v1 = Miło czytać, że produkt{ $product } się podoba.
    .v2 = Dobre słowa o produkcie{ $product } bardzo nas cieszą.
ack-other =
    .v1 = Mam przed sobą wiadomość w sprawie zamówienia{ $product }.
    .v2 = Wiadomość w sprawie zamówienia{ $product } dotarła do mnie.
ack-review-other =
    .v1 = Zapoznaliśmy się z opinią o zamówieniu{ $product } i chcemy wiedzieć, co poszło nie tak.
    .v2 = Opinia o zamówieniu{ $product } jest dla nas ważna: chcemy zrozumieć, co zawiodło.

## O co chodzi, gdy piszemy jako pierwsi

news-not-as-described =
    .v1 = Zauważyliśmy, że produkt{ $product } może różnić się od opisu.
    .v2 = Opis produktu{ $product } może nie zgadzać się z tym, co znajduje się w paczce.
news-defective =
    .v1 = Zauważyliśmy, że produkt{ $product } może nie działać tak, jak powinien.
    .v2 = Produkt{ $product } może mieć wadę, przez którą nie działa prawidłowo.
news-damaged =
    .v1 = Zauważyliśmy, że produkt{ $product } może być uszkodzony.
    .v2 = Produkt{ $product } może dotrzeć uszkodzony.
news-short-quantity =
    .v1 = Zauważyliśmy, że brakuje części zamówienia{ $product }.
    .v2 = W zamówieniu{ $product } czegoś brakuje.
news-short-quantity-some =
    .v1 = { $missing ->
        [one] Zauważyliśmy, że w zamówieniu{ $product } brakuje { $missing } produktu.
        [few] Zauważyliśmy, że w zamówieniu{ $product } brakuje { $missing } produktów.
        [many] Zauważyliśmy, że w zamówieniu{ $product } brakuje { $missing } produktów.
       *[other] Zauważyliśmy, że w zamówieniu{ $product } brakuje { $missing } produktów.
    }
    .v2 = { $missing ->
        [one] W zamówieniu{ $product } brakuje { $missing } produktu.
        [few] W zamówieniu{ $product } brakuje { $missing } produktów.
        [many] W zamówieniu{ $product } brakuje { $missing } produktów.
       *[other] W zamówieniu{ $product } brakuje { $missing } produktów.
    }
news-short-quantity-of =
    .v1 = { $ordered ->
        [1] { $missing ->
           *[other] Zauważyliśmy, że brakuje zamówionego produktu{ $product }.
        }
       *[other] Zauważyliśmy, że w zamówieniu{ $product } brakuje { $missing } z { $ordered } produktów.
    }
    .v2 = { $ordered ->
        [1] { $missing ->
           *[other] Brakuje produktu z zamówienia{ $product }.
        }
       *[other] W zamówieniu{ $product } brakuje { $missing } z { $ordered } produktów.
    }
news-wrong-item =
    .v1 = Zauważyliśmy, że do zamówienia{ $product } mógł trafić niewłaściwy produkt.
    .v2 = W paczce może być inny produkt zamiast zamówionego{ $product }.
news-counterfeit =
    .v1 = Sprawdzamy, czy produkt{ $product } jest oryginalny.
    .v2 = Pojawiło się pytanie o oryginalność produktu{ $product } i wyjaśniamy je.
news-poor-quality =
    .v1 = Zauważyliśmy, że jakość produktu{ $product } może być gorsza, niż powinna.
    .v2 = Jakość produktu{ $product } może okazać się niewystarczająca.
news-misunderstanding =
    .v1 = Chcemy wyjaśnić, do czego służy produkt{ $product } i jak go używać.
    .v2 = Jest coś, co powinniśmy lepiej wyjaśnić w sprawie produktu{ $product }.
news-refund-not-received =
    .v1 = Zwrot pieniędzy za zamówienie{ $product } nie jest jeszcze zakończony.
    .v2 = Zauważyliśmy, że zwrot pieniędzy za zamówienie{ $product } nadal nie jest zrealizowany.
news-charged-wrongly =
    .v1 = Zauważyliśmy, że kwota pobrana za zamówienie{ $product } może być błędna.
    .v2 = Za zamówienie{ $product } mogła zostać pobrana niewłaściwa kwota.
news-unauthorised-payment =
    .v1 = Mamy pytanie o płatność za zamówienie{ $product }.
    .v2 = Chcemy wspólnie wyjaśnić płatność za zamówienie{ $product }.
news-order =
    .v1 = Mam nowe wiadomości o zamówieniu{ $product }.
    .v2 = Oto najnowsze informacje o zamówieniu{ $product }.

## Żal, odpowiedzialność, troska

apology =
    .v1 = Bardzo za to przepraszam.
    .v2 = Jest mi naprawdę przykro.
    .v3 = Proszę przyjąć moje przeprosiny.
own-fault =
    .v1 = To był nasz błąd.
    .v2 = Błąd był po naszej stronie.
    .v3 = To my popełniliśmy błąd.
repeat-contact =
    .v1 = Wiemy, że ta sprawa była już zgłaszana; kolejna wiadomość nie powinna była być potrzebna.
    .v2 = Wiem, że to nie pierwsza wiadomość na ten temat, dlatego biorę teraz tę sprawę na siebie.
safety =
    .v1 = Proszę nie używać produktu, dopóki sprawa nie będzie wyjaśniona: bezpieczeństwo jest najważniejsze.
    .v2 = Dla bezpieczeństwa proszę na razie nie korzystać z produktu.
manager =
    .v1 = Zgodnie z prośbą przedstawię sprawę kierownictwu i do { $date } przekażę odpowiedź.
    .v2 = Kierownictwo zapozna się ze sprawą, zgodnie z prośbą; o wyniku napiszę do { $date }.
stay-here =
    .v1 = Proszę kontynuować rozmowę tutaj: to zapewnia kupującemu pełną ochronę.
    .v2 = Najbezpieczniej będzie, jeśli nadal będziemy pisać do siebie tutaj.

## Obietnica pomocy

help-options =
    .v1 = Zajmę się tym osobiście.
    .v2 = Rozwiążę tę sprawę.
    .v3 = Dopilnuję, żeby ta sprawa została załatwiona.
help-date =
    .v1 = Zajmę się tą sprawą i do { $date } napiszę, co mogę zrobić.
    .v2 = Prowadzę tę sprawę osobiście i do { $date } dam jasną odpowiedź.
    .v3 = Biorę tę sprawę na siebie i odezwę się do { $date }.
help-acknowledge =
    .v1 = Pomogę w tej sprawie i odpowiem do { $date }.
    .v2 = Zajmuję się tą sprawą i napiszę do { $date }.
    .v3 = Dokładnie przyjrzę się tej sprawie i do { $date } wrócę z odpowiedzią.
help-watch =
    .v1 = Będę to na bieżąco sprawdzać i napiszę ponownie do { $date }.
    .v2 = Sprawdzę to jeszcze raz i do { $date } przekażę nowe informacje.
    .v3 = Nadal śledzę tę sprawę i do { $date } napiszę, jak wygląda sytuacja.
help-review =
    .v1 = Prosimy o wiadomość wysłaną ze strony zamówienia, abyśmy mogli to załatwić.
    .v2 = Chcemy to wspólnie rozwiązać: prosimy odezwać się do nas ze strony zamówienia.
    .v3 = Wystarczy wiadomość ze strony zamówienia, a pomożemy.

## Przyczyna, na tyle, na ile pozwalają dowody

cause-confirmed-seller =
    .v1 = Dokładnie to sprawdziliśmy: błąd powstał po naszej stronie.
    .v2 = Z naszych danych wynika, że błąd powstał po naszej stronie.
cause-confirmed-carrier =
    .v1 = Z naszych danych wynika, że stało się to, gdy paczka była u przewoźnika.
    .v2 = Dokładnie to sprawdziliśmy: paczka była wtedy u przewoźnika.
cause-confirmed-customs =
    .v1 = Z naszych danych wynika, że przyczyna leży po stronie urzędu celnego.
    .v2 = Dokładnie to sprawdziliśmy: przyczyna leży po stronie urzędu celnego.
cause-confirmed-platform =
    .v1 = Z naszych danych wynika, że przyczyna leży po stronie platformy.
    .v2 = Dokładnie to sprawdziliśmy: przyczyna leży po stronie platformy.
cause-confirmed-buyer =
    .v1 = Wiemy już, co się stało, i chętnie w tym pomogę.
    .v2 = Przyczyna jest dla nas jasna i chętnie udzielę pomocy.
cause-likely-seller =
    .v1 = Prawdopodobnie to nasz błąd; jeszcze to sprawdzamy.
    .v2 = Najpewniej pomyłka zaszła u nas i już to wyjaśniamy.
cause-likely-carrier =
    .v1 = Prawdopodobnie stało się to po drodze; jeszcze to sprawdzamy.
    .v2 = Najpewniej doszło do tego w czasie transportu i już to wyjaśniamy.
cause-likely-customs =
    .v1 = Prawdopodobnie ma to związek z kontrolą na granicy; jeszcze to sprawdzamy.
    .v2 = Najpewniej chodzi o kontrolę na granicy i już to wyjaśniamy.
cause-likely-platform =
    .v1 = Prawdopodobnie wystąpiła usterka techniczna; jeszcze to sprawdzamy.
    .v2 = Najpewniej przyczyna jest techniczna i już to wyjaśniamy.
cause-likely-buyer =
    .v1 = Prawdopodobnie doszło do nieporozumienia; jeszcze to sprawdzamy.
    .v2 = Najpewniej źle się zrozumieliśmy i już to wyjaśniamy.
cause-unknown =
    .v1 = Nie wiemy jeszcze, co się stało. Bez względu na przyczynę załatwimy tę sprawę.
    .v2 = Nie jest jeszcze jasne, co dokładnie się stało. Niezależnie od powodu znajdziemy rozwiązanie.
    .v3 = Wciąż ustalamy, co się wydarzyło. Cokolwiek się okaże, doprowadzimy tę sprawę do końca.

## Fakty

fact-last-scan =
    .v1 = Ostatni wpis w śledzeniu przesyłki: { $value }.
    .v2 = Śledzenie przesyłki pokazuje teraz: { $value }.
fact-dispatched-on =
    .v1 = Paczka została wysłana { $date }.
    .v2 = Wysłaliśmy paczkę { $date }.
fact-delivered-on =
    .v1 = Według danych śledzenia paczkę doręczono { $date }.
    .v2 = Śledzenie przesyłki pokazuje doręczenie { $date }.
fact-expected-on =
    .v1 = Przewidywana data doręczenia to { $date }.
    .v2 = Doręczenie jest planowane na dzień { $date }.
fact-promised-on =
    .v1 = Obiecany termin doręczenia to { $date }.
    .v2 = Doręczenie było obiecane do { $date }.
fact-held-since =
    .v1 = Paczka stoi w miejscu od { $date }.
    .v2 = Od { $date } paczka się nie przemieszcza.
fact-returned-on =
    .v1 = Paczka wróciła do nas { $date }.
    .v2 = Od { $date } paczka jest znów u nas.
fact-stock-back =
    .v1 = Nowej dostawy do magazynu spodziewamy się { $date }.
    .v2 = Produkt powinien być znów dostępny { $date }.
fact-counted =
    .v1 = Wynik przeliczenia: { $value }.
    .v2 = Przeliczyliśmy zawartość: { $value }.
fact-missing =
    .v1 = Po sprawdzeniu wiemy, że brakuje: { $value }.
    .v2 = Sprawdziliśmy, czego brakuje: { $value }.
fact-counted-items =
    .v1 = { $count ->
        [one] Naliczyliśmy { $count } produkt.
        [few] Naliczyliśmy { $count } produkty.
        [many] Naliczyliśmy { $count } produktów.
       *[other] Naliczyliśmy { $count } produktów.
    }
    .v2 = { $count ->
        [one] Przeliczyliśmy zawartość: { $count } produkt.
        [few] Przeliczyliśmy zawartość: { $count } produkty.
        [many] Przeliczyliśmy zawartość: { $count } produktów.
       *[other] Przeliczyliśmy zawartość: { $count } produktów.
    }
fact-missing-items =
    .v1 = { $count ->
        [one] Po sprawdzeniu wiemy, że brakuje { $count } produktu.
        [few] Po sprawdzeniu wiemy, że brakuje { $count } produktów.
        [many] Po sprawdzeniu wiemy, że brakuje { $count } produktów.
       *[other] Po sprawdzeniu wiemy, że brakuje { $count } produktów.
    }
    .v2 = { $count ->
        [one] Sprawdziliśmy to: brakuje { $count } produktu.
        [few] Sprawdziliśmy to: brakuje { $count } produktów.
        [many] Sprawdziliśmy to: brakuje { $count } produktów.
       *[other] Sprawdziliśmy to: brakuje { $count } produktów.
    }
fact-refund-of =
    .v1 = Łączna kwota zwrotu to { $money }.
    .v2 = Zwrot wynosi w sumie { $money }.
fact-refunded-on =
    .v1 = Pieniądze zostały zwrócone { $date }.
    .v2 = Data zwrotu pieniędzy: { $date }.
fact-refund-reference =
    .v1 = Numer zwrotu pieniędzy: { $value }.
    .v2 = Zwrot pieniędzy ma numer { $value }.
fact-carrier =
    .v1 = Przewoźnik paczki: { $value }.
    .v2 = Paczkę przewozi { $value }.
fact-tracking-number =
    .v1 = Numer do śledzenia przesyłki: { $value }.
    .v2 = Paczkę można śledzić pod numerem { $value }.
fact-order-number =
    .v1 = Chodzi o zamówienie { $value }.
    .v2 = Numer zamówienia: { $value }.
fact-checked =
    .v1 = Sprawdziliśmy: { $value }.
    .v2 = Oto, co sprawdziliśmy: { $value }.

## Możliwości

options-suggest =
    .v1 = Do wyboru są te rozwiązania; polecam A:
    .v2 = Można wybrać, a moja propozycja to A:
options-plain =
    .v1 = Do wyboru są te rozwiązania:
    .v2 = Można wybrać jedną z tych możliwości:
offer-single =
    .v1 = Oto, co mogę zrobić:
    .v2 = Oto moja propozycja:
agreed-intro =
    .v1 = Teraz zrobimy tak:
    .v2 = Oto następne kroki:

remedy-full-refund =
    .v1 = Zwrócę { $money } do { $date }.
    .v2 = Do { $date } oddamy { $money }.
remedy-full-refund-keep =
    .v1 = Zwrócę { $money } do { $date }. Niczego nie trzeba odsyłać.
    .v2 = Do { $date } oddamy { $money }, bez konieczności odsyłania produktu.
remedy-partial-refund =
    .v1 = Zwrócę część zapłaconej ceny w wysokości { $money } do { $date }.
    .v2 = Do { $date } oddamy część zapłaconej ceny: { $money }.
remedy-partial-refund-keep =
    .v1 = Zwrócę część zapłaconej ceny w wysokości { $money } do { $date }, a wszystko, co dotarło, można zatrzymać.
    .v2 = Wszystko, co dotarło, można zatrzymać, a do { $date } oddamy część zapłaconej ceny: { $money }.
remedy-reship =
    .v1 = Wyślę zamówienie jeszcze raz, bezpłatnie, do { $date }.
    .v2 = Wyślemy nową paczkę na nasz koszt do { $date }.
remedy-reship-keep =
    .v1 = Wyślę bezpłatnie nowy produkt do { $date }, a pierwszy można zatrzymać.
    .v2 = Nowy produkt wyślemy na nasz koszt do { $date }. Pierwszego nie trzeba odsyłać.
remedy-reship-missing =
    .v1 = Brakującą część wyślę bezpłatnie do { $date }, a wszystko, co dotarło, można zatrzymać.
    .v2 = Wszystko, co dotarło, można zatrzymać, a brakującą część wyślemy na nasz koszt do { $date }.
remedy-reship-missing-some =
    .v1 = { $missing ->
        [1] Brakujący produkt wyślę bezpłatnie do { $date }, a wszystko, co dotarło, można zatrzymać.
        [few] { $missing } brakujące produkty wyślę bezpłatnie do { $date }, a wszystko, co dotarło, można zatrzymać.
        [many] { $missing } brakujących produktów wyślę bezpłatnie do { $date }, a wszystko, co dotarło, można zatrzymać.
       *[other] { $missing } brakujących produktów wyślę bezpłatnie do { $date }, a wszystko, co dotarło, można zatrzymać.
    }
    .v2 = { $missing ->
        [1] Wszystko, co dotarło, można zatrzymać, a brakujący produkt wyślemy na nasz koszt do { $date }.
        [few] Wszystko, co dotarło, można zatrzymać, a { $missing } brakujące produkty wyślemy na nasz koszt do { $date }.
        [many] Wszystko, co dotarło, można zatrzymać, a { $missing } brakujących produktów wyślemy na nasz koszt do { $date }.
       *[other] Wszystko, co dotarło, można zatrzymać, a { $missing } brakujących produktów wyślemy na nasz koszt do { $date }.
    }
remedy-return-and-refund =
    .v1 = Proszę odesłać produkt do { $send }, a ja zwrócę { $money } do { $date }.
    .v2 = Produkt proszę odesłać do { $send }; { $money } oddamy do { $date }.
remedy-exchange =
    .v1 = Wymienię produkt: nowy wyślę do { $date }, a pierwszy proszę odesłać do { $send }.
    .v2 = W ramach wymiany wyślemy nowy produkt do { $date }. Pierwszy proszę odesłać do { $send }.
remedy-coupon =
    .v1 = Do { $date } prześlę kupon o wartości { $money } do wykorzystania przy następnym zamówieniu.
    .v2 = Przyznajemy kupon o wartości { $money } na późniejsze zamówienie; prześlemy go do { $date }.
remedy-coupon-open =
    .v1 = Do { $date } prześlę kupon do wykorzystania przy następnym zamówieniu.
    .v2 = Przyznajemy kupon na późniejsze zamówienie; prześlemy go do { $date }.
remedy-gift =
    .v1 = Wyślę upominek o wartości { $money } do { $date }.
    .v2 = Podarujemy upominek o wartości { $money }; wyślemy go do { $date }.
remedy-gift-open =
    .v1 = Wyślę upominek do { $date }.
    .v2 = Podarujemy upominek; wyślemy go do { $date }.
remedy-wait =
    .v1 = Proszę poczekać do { $date }; do tego dnia paczka powinna dotrzeć. Jeśli jej nie będzie, napiszę tego samego dnia.
    .v2 = Można poczekać do { $date }; do tego czasu paczka powinna być na miejscu. Jeśli nie dotrze, odezwę się jeszcze tego dnia.
remedy-wait-paid =
    .v1 = Za opóźnienie wypłacę { $money } do { $paid }, a na paczkę proszę poczekać do { $date }. Jeśli jej wtedy nie będzie, napiszę tego samego dnia.
    .v2 = Do { $paid } wypłacimy { $money } za opóźnienie, a na paczkę można poczekać do { $date }. Jeśli do tego czasu nie dotrze, odezwę się jeszcze tego dnia.
remedy-wait-dispatch =
    .v1 = Proszę poczekać na produkt do { $date }; do tego dnia zamówienie zostanie wysłane.
    .v2 = Można poczekać do { $date }; do tego dnia wyślemy zamówienie.
remedy-wait-dispatch-paid =
    .v1 = Proszę poczekać do { $date }; do tego dnia zamówienie zostanie wysłane. Za opóźnienie wypłacę { $money } do { $paid }.
    .v2 = Można poczekać do { $date }; do tego dnia wyślemy zamówienie, a za opóźnienie wypłacimy { $money } do { $paid }.
remedy-guide =
    .v1 = Do { $date } prześlę prostą instrukcję, krok po kroku. Jeśli nie pomoże, proszę napisać ponownie.
    .v2 = Przygotuję jasną instrukcję, krok po kroku, i prześlę ją do { $date }. Proszę dać mi znać, jeśli nie pomoże.
remedy-cancel-and-refund =
    .v1 = Anuluję zamówienie i zwrócę { $money } do { $date }.
    .v2 = Anulujemy zamówienie i do { $date } oddamy { $money }.
remedy-extend-protection =
    .v1 = Przedłużę ochronę kupującego i potwierdzę to do { $date }.
    .v2 = Ochrona kupującego zostanie przedłużona; potwierdzenie prześlę do { $date }.
remedy-extend-protection-until =
    .v1 = Przedłużę ochronę kupującego do { $until } i potwierdzę to do { $date }.
    .v2 = Ochrona kupującego zostanie przedłużona do { $until }; potwierdzenie prześlę do { $date }.
remedy-redeliver =
    .v1 = Do { $date } zorganizuję ponowne doręczenie paczki.
    .v2 = Paczka zostanie doręczona ponownie; zorganizuję to do { $date }.
remedy-reimburse-duty =
    .v1 = Proszę przesłać mi potwierdzenie zapłaty, a zwrócę { $money } do { $date }.
    .v2 = Do { $date } oddam { $money }; proszę przesłać mi w tym celu potwierdzenie zapłaty.
remedy-repair =
    .v1 = Proszę wysłać do nas produkt do { $send }. Naprawimy go bezpłatnie i odeślemy do { $date }.
    .v2 = Naprawimy produkt na nasz koszt: proszę go wysłać do { $send }, a my odeślemy go do { $date }.
remedy-provide-document =
    .v1 = Do { $date } prześlę dokument.
    .v2 = Dokument będzie gotowy i wysłany do { $date }.

choose-one =
    .v1 = Do { $date } proszę napisać, które rozwiązanie jest najdogodniejsze.
    .v2 = Proszę przekazać mi swój wybór do { $date }.
choose-single =
    .v1 = Do { $date } proszę napisać, czy takie rozwiązanie jest w porządku.
    .v2 = Proszę dać mi znać do { $date }, czy jest na to zgoda.

## Jedna prośba

request-photo-of-items =
    .v1 = Do { $date } proszę przesłać mi zdjęcie wszystkiego, co dotarło.
    .v2 = Pomoże mi zdjęcie wszystkich produktów z paczki; proszę przesłać je do { $date }.
request-photo-of-damage =
    .v1 = Do { $date } proszę przesłać mi wyraźne zdjęcie uszkodzenia.
    .v2 = Pomoże mi zdjęcie, które pokazuje uszkodzenie; proszę przesłać je do { $date }.
request-photo-of-label =
    .v1 = Do { $date } proszę przesłać mi zdjęcie etykiety z paczki.
    .v2 = Pomoże mi zdjęcie etykiety przesyłki; proszę przesłać je do { $date }.
request-video-of-fault =
    .v1 = Do { $date } proszę przesłać mi krótki film, który pokazuje usterkę.
    .v2 = Pomoże mi krótki film z widoczną usterką; proszę przesłać go do { $date }.
request-count =
    .v1 = Proszę policzyć otrzymane produkty i podać mi ich liczbę do { $date }.
    .v2 = Do { $date } proszę napisać, ile produktów dotarło.
request-address =
    .v1 = Do { $date } proszę przesłać mi pełny adres dostawy.
    .v2 = Proszę sprawdzić adres dostawy i podać mi go do { $date }.
request-which-order =
    .v1 = Do { $date } proszę napisać, o które zamówienie chodzi.
    .v2 = Do { $date } proszę podać mi numer zamówienia.
request-details =
    .v1 = Do { $date } proszę opisać to trochę dokładniej.
    .v2 = Do { $date } proszę opisać w kilku słowach, co się stało.

## Prawa, kontakt z człowiekiem, zakończenie

rights =
    .v1 = Ustawowe prawa kupującego pozostają bez zmian, niezależnie od wyboru.
    .v2 = Przy każdym wyborze wszystkie ustawowe prawa kupującego pozostają w mocy.
    .v3 = Nie zmienia to praw kupującego wynikających z przepisów.
reach-message =
    .v1 = Aby porozmawiać z pracownikiem, wystarczy odpowiedzieć tutaj: wiadomość trafi do mnie.
    .v2 = Zawsze można napisać do mnie tutaj; każdą wiadomość czyta pracownik.
    .v3 = W razie pytań proszę odpowiedzieć na tę wiadomość; odpiszę osobiście.
reach-form =
    .v1 = Aby porozmawiać z pracownikiem, wystarczy napisać do nas tutaj, w zgłoszeniu.
    .v2 = Zawsze można napisać do nas tutaj, w zgłoszeniu; każdą wiadomość czyta pracownik.
    .v3 = W razie pytań proszę pisać tutaj, w zgłoszeniu; odpiszę osobiście.
notice-paid =
    .v1 = Płatność wpłynęła { $date }; przygotowujemy zamówienie.
    .v2 = Otrzymaliśmy płatność { $date } i przygotowujemy zamówienie do wysyłki.
notice-exported =
    .v1 = Paczka wyruszyła do kraju odbiorcy { $date }.
    .v2 = Data wyjazdu paczki do kraju odbiorcy: { $date }.
notice-in-country =
    .v1 = Paczka dotarła do kraju odbiorcy { $date }.
    .v2 = Według danych śledzenia paczka jest w kraju odbiorcy; data przybycia: { $date }.
notice-out-for-delivery =
    .v1 = Kurier zabrał paczkę do doręczenia { $date }.
    .v2 = Paczka jest w doręczeniu; data wydania kurierowi: { $date }.
notice-review =
    .v1 = Od doręczenia zamówienia{ $product } minęło kilka dni. Jeśli jest taka chęć, proszę napisać w sklepie szczerą opinię, dobrą lub złą.
    .v2 = W sklepie można napisać, jak wypadło zamówienie{ $product }. Pochwały i krytyka są tak samo mile widziane.
notice-stop =
    .v1 = Aby nie otrzymywać więcej takich powiadomień, wystarczy odpisać słowo STOP.
    .v2 = Jeśli takie powiadomienia nie są potrzebne, proszę odpisać STOP.
closing-settled =
    .v1 = Tym samym sprawa jest z naszej strony załatwiona ({ $topic }).
    .v2 = Z naszej strony wszystko w tej sprawie jest już zrobione ({ $topic }).
    .v3 = Z naszej strony ta sprawa jest w całości rozwiązana ({ $topic }).
closing-door =
    .v1 = Jeśli coś się nie zgadza, proszę napisać do mnie tutaj, a zajmę się tym ponownie.
    .v2 = Gdyby coś pozostało do wyjaśnienia, wystarczy krótka wiadomość, a wrócę do sprawy.
    .v3 = W razie potrzeby proszę pisać do mnie tutaj w dowolnej chwili.

## Odwołanie do platformy

appeal-topic =
    .v1 = Chodzi o zamówienie{ $product }: { $topic }.
    .v2 = Sprawa dotyczy zamówienia{ $product }: { $topic }.
appeal-request =
    .v1 = Prosimy o ponowne rozpatrzenie decyzji w tej sprawie.
    .v2 = Prosimy jeszcze raz przyjrzeć się tej sprawie i decyzji.
    .v3 = Prosimy o uwzględnienie tych danych w tej sprawie.
appeal-facts =
    .v1 = Oto fakty z naszej dokumentacji:
    .v2 = Z naszych danych wynika, co następuje:
appeal-records =
    .v1 = Do { $date } prześlę naszą dokumentację tego zamówienia.
    .v2 = Nasza dokumentacja tego zamówienia zostanie przesłana do { $date }.
appeal-answer =
    .v1 = Jeśli potrzeba czegoś więcej, proszę napisać do mnie tutaj.
    .v2 = W razie pytań w tej sprawie proszę pisać do mnie tutaj.
record-order-number =
    .v1 = Numer zamówienia: { $value }
record-dispatched-on =
    .v1 = Przekazano przewoźnikowi: { $date }
record-carrier =
    .v1 = Przewoźnik: { $value }
record-tracking-number =
    .v1 = Numer przesyłki: { $value }
record-last-scan =
    .v1 = Ostatni wpis śledzenia: { $value }
record-held-since =
    .v1 = Bez ruchu od: { $date }
record-delivered-on =
    .v1 = Doręczono według śledzenia: { $date }
record-returned-on =
    .v1 = Paczka wróciła do nas: { $date }
record-promised-on =
    .v1 = Obiecany termin dostawy: { $date }
record-refund-of =
    .v1 = Zwrócona kwota: { $money }
record-refunded-on =
    .v1 = Zwrot wykonano: { $date }
record-refund-reference =
    .v1 = Numer operacji zwrotu: { $value }

## Tematy e-maili

subject-acknowledge =
    .v1 = Wiadomość dotarła: { $topic }
subject-reply =
    .v1 = Odpowiedź na wiadomość: { $topic }
subject-follow-up =
    .v1 = Nowe informacje w sprawie: { $topic }
subject-proactive =
    .v1 = W sprawie zamówienia: { $topic }
subject-milestone =
    .v1 = Nowe informacje o zamówieniu
subject-closing =
    .v1 = Sprawa załatwiona: { $topic }
subject-appeal =
    .v1 = Prośba o ponowne rozpatrzenie decyzji: { $topic }

## Czego dotyczy sprawa, w dwóch lub trzech słowach

topic-not-dispatched =
    .v1 = zamówienie jeszcze niewysłane
topic-out-of-stock =
    .v1 = brak produktu w magazynie
topic-partial-delivery =
    .v1 = dostawa w częściach
topic-not-exported =
    .v1 = paczka stoi w miejscu
topic-returned-before-export =
    .v1 = paczka wróciła do nas
topic-customs-held =
    .v1 = paczka w urzędzie celnym
topic-customs-charges =
    .v1 = opłaty celne
topic-delivery-failed =
    .v1 = niedoręczona paczka
topic-returned-to-sender =
    .v1 = paczka w drodze powrotnej
topic-not-received =
    .v1 = paczka jeszcze nie dotarła
topic-delivered-not-received =
    .v1 = paczka oznaczona jako doręczona
topic-late-delivery =
    .v1 = opóźniona dostawa
topic-not-as-described =
    .v1 = produkt różni się od opisu
topic-defective =
    .v1 = produkt nie działa
topic-damaged =
    .v1 = uszkodzony produkt
topic-short-quantity =
    .v1 = brakujące produkty
topic-wrong-item =
    .v1 = niewłaściwy produkt
topic-counterfeit =
    .v1 = oryginalność produktu
topic-poor-quality =
    .v1 = jakość produktu
topic-misunderstanding =
    .v1 = sposób użycia produktu
topic-refund-not-received =
    .v1 = oczekiwany zwrot pieniędzy
topic-charged-wrongly =
    .v1 = pobrana kwota
topic-unauthorised-payment =
    .v1 = nierozpoznana płatność
topic-order-status =
    .v1 = stan zamówienia
topic-cancel-request =
    .v1 = anulowanie zamówienia
topic-change-request =
    .v1 = zmiana w zamówieniu
topic-return-request =
    .v1 = zwrot zamówienia
topic-invoice-request =
    .v1 = faktura za zamówienie
topic-product-question =
    .v1 = pytanie o produkt
topic-praise =
    .v1 = dobre słowa o produkcie
topic-other =
    .v1 = pytanie o zamówienie
