### Les phrases des lettres en français (vouvoiement ; rien n'y dit si qui écrit ou qui lit est un homme ou une femme).
### Chaque phrase a ses formulations .v1, .v2, … : la deuxième lettre prend la suivante et ne répète rien.
### { $product } est vide ou vient avec son espace et ses parenthèses (product-mark).
### { $date }, { $send }, { $paid }, { $until } et { $money } arrivent écrits selon l'usage de la région.
### { $money } peut aussi être full-price ou paid-duty : ne jamais le faire suivre de « de » ou « à ».
### Devant les deux-points se trouve une espace insécable, devant le point d'interrogation une espace fine insécable.

## Mots dont d'autres phrases sont faites

product-mark =
    .v1 = { " " }({ $product })
full-price =
    .v1 = la totalité de votre paiement
paid-duty =
    .v1 = vos frais de douane
shop-team =
    .v1 = Le service client

## Salutation et formule finale

greeting-name =
    .v1 = Bonjour { $name },
    .v2 = Bonjour à nouveau, { $name },
    .v3 = Bonjour à vous, { $name },
greeting-plain =
    .v1 = Bonjour,
    .v2 = Madame, Monsieur,
    .v3 = Bonjour à nouveau,
greeting-platform =
    .v1 = Bonjour à l'équipe chargée du dossier,
    .v2 = Madame, Monsieur,
    .v3 = À l'attention de l'équipe chargée du dossier,
sign-off =
    .v1 = Bien cordialement,
    .v2 = Cordialement,
    .v3 = Sincères salutations,

## Remerciement

thanks-message =
    .v1 = Merci de nous avoir écrit.
    .v2 = Merci pour votre message.
    .v3 = Merci de nous en avoir fait part.
thanks-reply =
    .v1 = Merci pour votre réponse.
    .v2 = Merci de nous avoir répondu.
    .v3 = Merci encore pour votre message.
thanks-order =
    .v1 = Merci pour votre achat dans notre boutique.
    .v2 = Merci pour votre commande.
    .v3 = Merci d'avoir choisi notre boutique.
thanks-review =
    .v1 = Merci pour votre franchise.
    .v2 = Merci d'avoir pris le temps de nous en parler.
    .v3 = Merci de nous avoir raconté votre expérience.
thanks-closing =
    .v1 = Merci d'avoir trouvé une solution avec nous.
    .v2 = Merci pour votre aimable coopération.
    .v3 = Merci pour votre aide dans ce dossier.
thanks-platform =
    .v1 = Merci d'examiner ce dossier.
    .v2 = Merci pour votre travail sur ce dossier.
    .v3 = Merci pour le temps que vous consacrez à ce dossier.

## Le problème, tel que le disent l'acheteur ou nos données

ack-not-dispatched =
    .v1 = Votre commande{ $product } n'a pas encore été expédiée.
    .v2 = Votre commande{ $product } aurait déjà dû partir et n'est pas encore expédiée.
ack-out-of-stock =
    .v1 = L'article que vous avez commandé{ $product } est en rupture de stock pour le moment.
    .v2 = Nous ne pouvons pas encore expédier votre commande{ $product }, car l'article est en rupture de stock.
ack-partial-delivery =
    .v1 = Une partie de votre commande{ $product } est arrivée, mais le reste n'est pas encore là.
    .v2 = Votre commande{ $product } est livrée en plusieurs colis, et une partie n'est pas encore arrivée.
ack-partial-delivery-of =
    .v1 = { $missing ->
        [one] De votre commande{ $product }, { $missing } article sur { $ordered } n'est pas encore arrivé.
       *[other] De votre commande{ $product }, { $missing } articles sur { $ordered } ne sont pas encore arrivés.
    }
    .v2 = { $missing ->
        [one] Votre commande{ $product } est livrée en plusieurs colis : { $missing } article sur { $ordered } reste à livrer.
       *[other] Votre commande{ $product } est livrée en plusieurs colis : { $missing } articles sur { $ordered } restent à livrer.
    }
ack-not-exported =
    .v1 = Votre colis{ $product } n'a pas encore quitté le pays d'où il est parti.
    .v2 = Votre colis{ $product } a été expédié et se trouve toujours dans le pays de départ.
ack-returned-before-export =
    .v1 = Votre colis{ $product } nous est revenu avant d'avoir quitté le pays.
    .v2 = Votre colis{ $product } nous a été retourné sans avoir quitté le pays.
ack-customs-held =
    .v1 = Votre colis{ $product } est toujours en douane.
    .v2 = Votre colis{ $product } n'est pas encore sorti de la douane.
ack-customs-charges =
    .v1 = Des frais de douane vous ont été demandés pour votre colis{ $product }.
    .v2 = Votre colis{ $product } est soumis à des frais de douane.
ack-delivery-failed =
    .v1 = La livraison de votre colis{ $product } n'a pas abouti.
    .v2 = Votre colis{ $product } n'a pas pu être livré.
ack-returned-to-sender =
    .v1 = Votre colis{ $product } ne vous est pas parvenu et revient chez nous.
    .v2 = Au lieu de vous parvenir, votre colis{ $product } est en cours de retour.
ack-not-received =
    .v1 = Votre colis{ $product } n'est pas encore arrivé.
    .v2 = Vous n'avez pas encore reçu votre colis{ $product }.
ack-delivered-not-received =
    .v1 = Votre colis{ $product } est indiqué comme livré, mais vous ne l'avez pas reçu.
    .v2 = Vous n'avez pas reçu votre colis{ $product }, alors qu'il est indiqué comme livré.
ack-late-delivery =
    .v1 = Votre colis{ $product } est arrivé en retard, après la date promise.
    .v2 = La livraison de votre colis{ $product } a eu du retard.
ack-not-as-described =
    .v1 = Je comprends que l'article{ $product } ne correspond pas à sa description.
    .v2 = Vous nous dites que l'article{ $product } est différent de sa description.
ack-defective =
    .v1 = Je comprends que l'article{ $product } ne fonctionne pas comme il le devrait.
    .v2 = Vous nous dites que l'article{ $product } ne fonctionne pas bien.
ack-damaged =
    .v1 = Je comprends que l'article{ $product } est arrivé endommagé.
    .v2 = Vous nous dites que l'article{ $product } était abîmé à son arrivée.
ack-short-quantity =
    .v1 = Je comprends qu'il manque une partie de votre commande{ $product }.
    .v2 = Vous nous dites que votre commande{ $product } est arrivée incomplète.
ack-short-quantity-some =
    .v1 = { $missing ->
        [one] Je comprends qu'il manque { $missing } article dans votre commande{ $product }.
       *[other] Je comprends qu'il manque { $missing } articles dans votre commande{ $product }.
    }
    .v2 = { $missing ->
        [one] Vous nous dites que { $missing } article manque dans votre commande{ $product }.
       *[other] Vous nous dites que { $missing } articles manquent dans votre commande{ $product }.
    }
ack-short-quantity-of =
    .v1 = { $missing ->
        [one] Je comprends qu'il manque { $missing } article sur { $ordered } dans votre commande{ $product }.
       *[other] Je comprends qu'il manque { $missing } articles sur { $ordered } dans votre commande{ $product }.
    }
    .v2 = { $missing ->
        [one] Vous nous dites que { $missing } article sur { $ordered } manque dans votre commande{ $product }.
       *[other] Vous nous dites que { $missing } articles sur { $ordered } manquent dans votre commande{ $product }.
    }
ack-wrong-item =
    .v1 = Je comprends que l'article reçu n'est pas celui que vous aviez commandé{ $product }.
    .v2 = Vous nous dites avoir reçu un autre article que celui que vous aviez commandé{ $product }.
ack-counterfeit =
    .v1 = Je comprends que vous doutez de l'authenticité de l'article{ $product }.
    .v2 = Selon vous, l'article{ $product } n'est pas authentique, et je prends cela au sérieux.
ack-poor-quality =
    .v1 = Je comprends que la qualité de l'article{ $product } ne vous convient pas.
    .v2 = Vous nous dites que la qualité de l'article{ $product } n'est pas celle que vous espériez.
ack-misunderstanding =
    .v1 = Je comprends que l'article{ $product } n'est pas tel que vous l'imaginiez.
    .v2 = Vous imaginiez l'article{ $product } autrement.
ack-refund-not-received =
    .v1 = Je comprends que vous n'avez pas encore reçu le remboursement de votre commande{ $product }.
    .v2 = Vous nous dites que le remboursement de votre commande{ $product } ne vous est toujours pas parvenu.
ack-charged-wrongly =
    .v1 = Je comprends que le montant débité pour votre commande{ $product } ne vous semble pas correct.
    .v2 = Vous nous dites qu'un montant erroné a été débité pour votre commande{ $product }.
ack-unauthorised-payment =
    .v1 = Je comprends que vous ne reconnaissez pas le paiement de votre commande{ $product }.
    .v2 = Vous nous dites que le paiement de la commande{ $product } ne vient pas de vous.
ack-order-status =
    .v1 = Vous souhaitez savoir où se trouve votre commande{ $product }.
    .v2 = Vous nous demandez des nouvelles de votre commande{ $product }.
ack-cancel-request =
    .v1 = Vous souhaitez annuler votre commande{ $product }.
    .v2 = Vous nous avez demandé d'annuler votre commande{ $product }.
ack-change-request =
    .v1 = Vous souhaitez modifier votre commande{ $product }.
    .v2 = Vous nous avez demandé de changer quelque chose dans votre commande{ $product }.
ack-return-request =
    .v1 = Vous souhaitez retourner l'article{ $product }.
    .v2 = Vous nous avez écrit au sujet du retour de l'article{ $product }.
ack-invoice-request =
    .v1 = Vous souhaitez une facture pour votre commande{ $product }.
    .v2 = Vous nous avez demandé la facture de votre commande{ $product }.
ack-product-question =
    .v1 = Vous avez une question sur l'article{ $product }.
    .v2 = Votre question porte sur l'article{ $product }.
ack-praise =
    .v1 = C'est un plaisir de lire que l'article{ $product } vous plaît.
    .v2 = Vos mots aimables au sujet de l'article{ $product } nous font très plaisir.
ack-other =
    .v1 = J'ai bien reçu votre message au sujet de votre commande{ $product }.
    .v2 = Votre message au sujet de votre commande{ $product } m'est bien parvenu.
ack-review-other =
    .v1 = Nous avons lu votre avis sur votre commande{ $product } et nous aimerions comprendre ce qui n'allait pas.
    .v2 = Votre avis sur votre commande{ $product } compte pour nous : nous aimerions savoir ce qui s'est mal passé.

## Le problème, quand nous écrivons en premier

news-not-as-described =
    .v1 = Nous avons remarqué que l'article{ $product } pourrait ne pas correspondre à sa description.
    .v2 = La description de l'article{ $product } pourrait être différente de ce que vous recevez.
news-defective =
    .v1 = Nous avons remarqué que l'article{ $product } pourrait ne pas fonctionner comme il le devrait.
    .v2 = L'article{ $product } pourrait avoir un défaut et ne pas bien fonctionner.
news-damaged =
    .v1 = Nous avons remarqué que l'article{ $product } pourrait être endommagé.
    .v2 = L'article{ $product } pourrait arriver abîmé chez vous.
news-short-quantity =
    .v1 = Nous avons remarqué qu'il manque une partie de votre commande{ $product }.
    .v2 = Votre commande{ $product } est incomplète.
news-short-quantity-some =
    .v1 = { $missing ->
        [one] Nous avons remarqué qu'il manque { $missing } article dans votre commande{ $product }.
       *[other] Nous avons remarqué qu'il manque { $missing } articles dans votre commande{ $product }.
    }
    .v2 = { $missing ->
        [one] Il manque { $missing } article dans votre commande{ $product }.
       *[other] Il manque { $missing } articles dans votre commande{ $product }.
    }
news-short-quantity-of =
    .v1 = { $missing ->
        [one] Nous avons remarqué qu'il manque { $missing } article sur { $ordered } dans votre commande{ $product }.
       *[other] Nous avons remarqué qu'il manque { $missing } articles sur { $ordered } dans votre commande{ $product }.
    }
    .v2 = { $missing ->
        [one] Il manque { $missing } article sur { $ordered } dans votre commande{ $product }.
       *[other] Il manque { $missing } articles sur { $ordered } dans votre commande{ $product }.
    }
news-wrong-item =
    .v1 = Nous avons remarqué que le mauvais article a peut-être été emballé pour votre commande{ $product }.
    .v2 = L'article de votre colis n'est peut-être pas celui que vous avez commandé{ $product }.
news-counterfeit =
    .v1 = Nous vérifions si l'article{ $product } est authentique.
    .v2 = L'authenticité de l'article{ $product } pose question, et nous la vérifions.
news-poor-quality =
    .v1 = Nous avons remarqué que la qualité de l'article{ $product } n'est peut-être pas celle qu'elle devrait être.
    .v2 = La qualité de l'article{ $product } pourrait vous décevoir.
news-misunderstanding =
    .v1 = Nous souhaitons vous expliquer comment s'utilise l'article{ $product }.
    .v2 = Il y a un point sur l'article{ $product } que nous devrions mieux expliquer.
news-refund-not-received =
    .v1 = Le remboursement de votre commande{ $product } n'est pas encore terminé.
    .v2 = Nous avons remarqué que le remboursement de votre commande{ $product } n'a pas encore abouti.
news-charged-wrongly =
    .v1 = Nous avons remarqué que le montant débité pour votre commande{ $product } est peut-être erroné.
    .v2 = Le montant débité pour votre commande{ $product } n'est peut-être pas correct.
news-unauthorised-payment =
    .v1 = Il y a une question sur le paiement de votre commande{ $product }.
    .v2 = Nous souhaitons vérifier avec vous le paiement de votre commande{ $product }.
news-order =
    .v1 = J'ai des nouvelles de votre commande{ $product }.
    .v2 = Voici les dernières nouvelles de votre commande{ $product }.

## Excuses, responsabilité, attention

apology =
    .v1 = Je vous présente mes excuses.
    .v2 = Je vous présente toutes mes excuses.
    .v3 = Veuillez accepter mes excuses.
own-fault =
    .v1 = C'est une erreur de notre part.
    .v2 = L'erreur vient de nous.
    .v3 = Cette erreur est la nôtre.
repeat-contact =
    .v1 = Vous nous aviez déjà écrit à ce sujet, et vous n'auriez pas dû avoir à nous réécrire.
    .v2 = Je sais que ce n'est pas votre premier message à ce sujet, et je prends donc les choses en main.
safety =
    .v1 = Merci de ne plus utiliser l'article pour le moment : votre sécurité passe avant tout.
    .v2 = Pour votre sécurité, n'utilisez pas l'article avant que tout soit réglé, s'il vous plaît.
manager =
    .v1 = Comme vous l'avez demandé, ma direction examinera votre dossier, et vous aurez ma réponse au plus tard le { $date }.
    .v2 = Je soumets votre dossier à ma direction, comme demandé, et je vous écrirai au plus tard le { $date }.
stay-here =
    .v1 = Restons dans cette conversation, s'il vous plaît : vous gardez ainsi toute votre protection.
    .v2 = Le plus sûr pour vous est que nous continuions à nous écrire ici.

## La promesse d'aider

help-options =
    .v1 = Je m'en occupe pour vous.
    .v2 = Je m'en charge personnellement.
    .v3 = Je ferai en sorte que tout s'arrange pour vous.
help-date =
    .v1 = Je m'en occupe, et je vous dirai au plus tard le { $date } ce que je peux faire pour vous.
    .v2 = Je m'en occupe moi-même et je vous donne une réponse claire au plus tard le { $date }.
    .v3 = Je prends votre dossier en main, et vous aurez de mes nouvelles au plus tard le { $date }.
help-acknowledge =
    .v1 = Je vais vous aider et je vous réponds au plus tard le { $date }.
    .v2 = Je m'occupe moi-même de votre message, et je vous écrirai au plus tard le { $date }.
    .v3 = Je vais examiner cela avec attention pour vous aider, et je vous répondrai au plus tard le { $date }.
help-watch =
    .v1 = Je continue à suivre la situation et je vous réécris au plus tard le { $date }.
    .v2 = Je referai le point et je vous donnerai des nouvelles au plus tard le { $date }.
    .v3 = Je suis la situation de près, et je vous dirai au plus tard le { $date } où nous en sommes.
help-review =
    .v1 = Écrivez-nous depuis la page de votre commande, s'il vous plaît, pour que nous puissions régler cela.
    .v2 = Nous souhaitons régler cela avec vous : envoyez-nous un message depuis la page de votre commande, s'il vous plaît.
    .v3 = Envoyez-nous un message depuis la page de votre commande, et nous vous aiderons.

## La cause, aussi loin que vont les preuves

cause-confirmed-seller =
    .v1 = Nous avons tout vérifié : l'erreur vient de nous.
    .v2 = Nos vérifications confirment que l'erreur vient de nous.
cause-confirmed-carrier =
    .v1 = D'après nos données, cela s'est passé alors que votre colis était entre les mains du transporteur.
    .v2 = Nous avons tout vérifié : le transporteur avait alors pris en charge votre colis.
cause-confirmed-customs =
    .v1 = D'après nos données, la cause se situe du côté de la douane.
    .v2 = Nous avons tout vérifié : la cause se situe du côté de la douane.
cause-confirmed-platform =
    .v1 = D'après nos données, la cause se situe du côté de la plateforme.
    .v2 = Nous avons tout vérifié : la cause se situe du côté de la plateforme.
cause-confirmed-buyer =
    .v1 = Nous savons maintenant ce qui s'est passé, et je vous aiderai volontiers.
    .v2 = La raison est maintenant claire, et je suis là pour vous aider.
cause-likely-seller =
    .v1 = L'erreur vient probablement de nous, et nous poursuivons nos vérifications.
    .v2 = Il est probable que l'erreur vienne de nous, et nous examinons ce point.
cause-likely-carrier =
    .v1 = Cela s'est probablement passé pendant le trajet, et nous poursuivons nos vérifications.
    .v2 = Il est probable que cela se soit passé en chemin, et nous examinons ce point.
cause-likely-customs =
    .v1 = Cela tient probablement au contrôle à la frontière, et nous poursuivons nos vérifications.
    .v2 = Le contrôle à la frontière joue probablement un rôle, et nous suivons cela de près.
cause-likely-platform =
    .v1 = C'est probablement un problème technique, et nous poursuivons nos vérifications.
    .v2 = Il est probable que la raison soit technique, et nous examinons ce point.
cause-likely-buyer =
    .v1 = Il y a probablement eu un malentendu, et nous poursuivons nos vérifications.
    .v2 = Il est probable que ce soit un malentendu, et nous examinons ce point.
cause-unknown =
    .v1 = Nous ne savons pas encore ce qui s'est passé. Quelle que soit la cause, nous trouverons une solution.
    .v2 = Ce qui s'est passé exactement n'est pas encore clair. Quelle qu'en soit la raison, nous réglerons cela pour vous.
    .v3 = Nous cherchons encore à savoir ce qui s'est passé. Quoi que nous trouvions, nous y remédierons.

## Les faits

fact-last-scan =
    .v1 = Dernière étape indiquée par le suivi : { $value }.
    .v2 = Le suivi indique maintenant : { $value }.
fact-dispatched-on =
    .v1 = Le colis est parti le { $date }.
    .v2 = Nous avons expédié le colis le { $date }.
fact-delivered-on =
    .v1 = Le suivi indique une livraison le { $date }.
    .v2 = D'après le suivi, la livraison a eu lieu le { $date }.
fact-expected-on =
    .v1 = La livraison est prévue pour le { $date }.
    .v2 = La date de livraison prévue est le { $date }.
fact-promised-on =
    .v1 = La date de livraison promise était le { $date }.
    .v2 = La livraison était promise pour le { $date }.
fact-held-since =
    .v1 = Le colis n'avance plus depuis le { $date }.
    .v2 = Le suivi n'a pas bougé depuis le { $date }.
fact-returned-on =
    .v1 = Le colis nous est revenu le { $date }.
    .v2 = Nous avons reçu le colis en retour le { $date }.
fact-stock-back =
    .v1 = Nous devrions avoir de nouveau l'article le { $date }.
    .v2 = L'article devrait être de nouveau disponible le { $date }.
fact-counted =
    .v1 = Notre comptage donne : { $value }.
    .v2 = Nous avons compté : { $value }.
fact-missing =
    .v1 = D'après notre vérification, il manque : { $value }.
    .v2 = Nous avons vérifié ce qui manque : { $value }.
fact-counted-items =
    .v1 = { $count ->
        [one] Nous avons compté { $count } article.
       *[other] Nous avons compté { $count } articles.
    }
    .v2 = { $count ->
        [one] D'après notre comptage, il y a { $count } article.
       *[other] D'après notre comptage, il y a { $count } articles.
    }
fact-missing-items =
    .v1 = { $count ->
        [one] D'après notre vérification, il manque { $count } article.
       *[other] D'après notre vérification, il manque { $count } articles.
    }
    .v2 = { $count ->
        [one] Nous avons vérifié : il manque { $count } article.
       *[other] Nous avons vérifié : il manque { $count } articles.
    }
fact-refund-of =
    .v1 = Le remboursement est de { $money } au total.
    .v2 = Au total, le remboursement s'élève à { $money }.
fact-refunded-on =
    .v1 = Nous avons effectué le remboursement le { $date }.
    .v2 = Le remboursement a été effectué le { $date }.
fact-refund-reference =
    .v1 = La référence du remboursement est { $value }.
    .v2 = Le remboursement porte la référence { $value }.
fact-carrier =
    .v1 = Le colis est acheminé par { $value }.
    .v2 = Le transporteur du colis est { $value }.
fact-tracking-number =
    .v1 = Le numéro de suivi est { $value }.
    .v2 = Le colis peut être suivi avec le numéro { $value }.
fact-order-number =
    .v1 = Il s'agit de la commande { $value }.
    .v2 = Le numéro de commande est { $value }.
fact-checked =
    .v1 = Nous avons vérifié ceci : { $value }.
    .v2 = Voici ce que nous avons vérifié : { $value }.

## Les solutions proposées

options-suggest =
    .v1 = Vous avez le choix, et je vous conseille la solution A :
    .v2 = Le choix vous revient, et je vous propose la solution A :
options-plain =
    .v1 = Vous pouvez choisir l'une de ces solutions :
    .v2 = Voici les solutions possibles :
offer-single =
    .v1 = Voici ce que je peux faire pour vous :
    .v2 = Voici ma proposition :
agreed-intro =
    .v1 = Voici ce que nous allons faire maintenant :
    .v2 = Voici les prochaines étapes :

remedy-full-refund =
    .v1 = Je vous rembourse { $money } au plus tard le { $date }.
    .v2 = Vous recevrez { $money } en remboursement au plus tard le { $date }.
remedy-full-refund-keep =
    .v1 = Je vous rembourse { $money } au plus tard le { $date }. Vous n'avez rien à renvoyer.
    .v2 = Vous recevrez { $money } en remboursement au plus tard le { $date }, sans rien renvoyer.
remedy-partial-refund =
    .v1 = Je vous rembourse une partie du prix, soit { $money }, au plus tard le { $date }.
    .v2 = Vous recevrez un remboursement partiel de { $money } au plus tard le { $date }.
remedy-partial-refund-keep =
    .v1 = Je vous rembourse une partie du prix, soit { $money }, au plus tard le { $date }, et vous gardez tout ce que vous avez reçu.
    .v2 = Vous gardez tout ce que vous avez reçu, et je vous rembourse { $money } au plus tard le { $date }.
remedy-reship =
    .v1 = Je vous expédie de nouveau votre commande, sans frais, au plus tard le { $date }.
    .v2 = Nous vous envoyons un nouveau colis sans frais, qui part au plus tard le { $date }.
remedy-reship-keep =
    .v1 = Je vous envoie gratuitement un nouvel article au plus tard le { $date }, et vous gardez le premier.
    .v2 = Nous vous envoyons un nouvel article sans frais, qui part au plus tard le { $date }. Vous gardez le premier.
remedy-reship-missing =
    .v1 = Je vous envoie gratuitement ce qui manque au plus tard le { $date }, et vous gardez tout ce que vous avez reçu.
    .v2 = Vous gardez tout ce que vous avez reçu, et nous vous envoyons ce qui manque, sans frais, au plus tard le { $date }.
remedy-reship-missing-some =
    .v1 = { $missing ->
        [1] Je vous envoie gratuitement l'article manquant au plus tard le { $date }, et vous gardez tout ce que vous avez reçu.
       *[other] Je vous envoie gratuitement les { $missing } articles manquants au plus tard le { $date }, et vous gardez tout ce que vous avez reçu.
    }
    .v2 = { $missing ->
        [1] Vous gardez tout ce que vous avez reçu, et nous vous envoyons l'article manquant, sans frais, au plus tard le { $date }.
       *[other] Vous gardez tout ce que vous avez reçu, et nous vous envoyons les { $missing } articles manquants, sans frais, au plus tard le { $date }.
    }
remedy-return-and-refund =
    .v1 = Vous renvoyez l'article d'ici au { $send }, et je vous rembourse { $money } au plus tard le { $date }.
    .v2 = Renvoyez-nous l'article d'ici au { $send }, et vous recevrez { $money } en remboursement au plus tard le { $date }.
remedy-exchange =
    .v1 = Je vous échange l'article si vous le renvoyez d'ici au { $send }. Le nouveau part au plus tard le { $date }.
    .v2 = Nous vous envoyons un nouvel article en échange, qui part au plus tard le { $date }. Merci de renvoyer le premier d'ici au { $send }.
remedy-coupon =
    .v1 = Je vous envoie au plus tard le { $date } un bon d'achat de { $money } pour votre prochaine commande.
    .v2 = Vous recevrez au plus tard le { $date } un bon d'achat de { $money } pour une autre commande.
remedy-coupon-open =
    .v1 = Je vous envoie au plus tard le { $date } un bon d'achat pour votre prochaine commande.
    .v2 = Vous recevrez au plus tard le { $date } un bon d'achat pour une autre commande.
remedy-gift =
    .v1 = Je vous envoie un cadeau d'une valeur de { $money }, qui part au plus tard le { $date }.
    .v2 = Vous recevrez de notre part un cadeau d'une valeur de { $money }, envoyé au plus tard le { $date }.
remedy-gift-open =
    .v1 = Je vous envoie un cadeau, qui part au plus tard le { $date }.
    .v2 = Vous recevrez de notre part un cadeau, envoyé au plus tard le { $date }.
remedy-wait =
    .v1 = Si vous voulez bien patienter jusqu'au { $date }, votre colis devrait vous parvenir d'ici là. Sinon, je vous écris ce jour-là.
    .v2 = Si vous patientez jusqu'au { $date }, votre colis devrait arriver d'ici là. S'il n'arrive pas, je vous écrirai ce jour-là.
remedy-wait-paid =
    .v1 = Je vous verse { $money } pour le retard au plus tard le { $paid } si vous voulez bien patienter jusqu'au { $date }. Si le colis n'est pas là, je vous écris ce jour-là.
    .v2 = Pour le retard, vous recevrez { $money } au plus tard le { $paid } si vous patientez jusqu'au { $date }. Si le colis n'arrive pas, je vous écrirai ce jour-là.
remedy-wait-dispatch =
    .v1 = Si vous voulez bien patienter, votre commande part au plus tard le { $date }.
    .v2 = Si vous patientez jusqu'au { $date }, nous expédions votre commande au plus tard ce jour-là.
remedy-wait-dispatch-paid =
    .v1 = Si vous voulez bien patienter, votre commande part au plus tard le { $date }. Je vous verse { $money } pour le retard au plus tard le { $paid }.
    .v2 = Si vous patientez jusqu'au { $date }, nous expédions votre commande au plus tard ce jour-là. Vous recevrez aussi { $money } pour le retard au plus tard le { $paid }.
remedy-guide =
    .v1 = Je vous envoie une notice simple, étape par étape, au plus tard le { $date }. Si elle ne vous aide pas, écrivez-moi de nouveau.
    .v2 = Vous recevrez de ma part des instructions claires, étape par étape, au plus tard le { $date }. Dites-moi si elles ne suffisent pas.
remedy-cancel-and-refund =
    .v1 = J'annule la commande et je vous rembourse { $money } au plus tard le { $date }.
    .v2 = Nous annulons la commande, et vous recevrez { $money } en remboursement au plus tard le { $date }.
remedy-extend-protection =
    .v1 = Je prolonge votre protection acheteur et je vous le confirme au plus tard le { $date }.
    .v2 = Votre protection acheteur sera prolongée, et je vous le confirmerai au plus tard le { $date }.
remedy-extend-protection-until =
    .v1 = Je prolonge votre protection acheteur jusqu'au { $until } et je vous le confirme au plus tard le { $date }.
    .v2 = Votre protection acheteur durera jusqu'au { $until }, et je vous le confirmerai au plus tard le { $date }.
remedy-redeliver =
    .v1 = J'organise une nouvelle livraison de votre colis au plus tard le { $date }.
    .v2 = Votre colis repartira en livraison, et je m'en occupe au plus tard le { $date }.
remedy-reimburse-duty =
    .v1 = Envoyez-moi le reçu, s'il vous plaît, et je vous rembourse { $money } au plus tard le { $date }.
    .v2 = Je vous rembourse { $money } au plus tard le { $date } : merci de m'envoyer le reçu.
remedy-repair =
    .v1 = Vous nous envoyez l'article d'ici au { $send }. Nous le réparons gratuitement et vous le renvoyons au plus tard le { $date }.
    .v2 = Nous réparons l'article sans frais : vous nous l'envoyez d'ici au { $send }, et nous vous le renvoyons au plus tard le { $date }.
remedy-provide-document =
    .v1 = Je vous envoie le document au plus tard le { $date }.
    .v2 = Vous recevrez le document de ma part au plus tard le { $date }.

choose-one =
    .v1 = Merci de me dire d'ici au { $date } ce qui vous convient le mieux.
    .v2 = Indiquez-moi votre choix d'ici au { $date }, s'il vous plaît.
choose-single =
    .v1 = Merci de me dire d'ici au { $date } si cela vous convient.
    .v2 = Dites-moi d'ici au { $date }, s'il vous plaît, si vous êtes d'accord.

## L'unique demande

request-photo-of-items =
    .v1 = Pourriez-vous m'envoyer d'ici au { $date } une photo de tout ce que vous avez reçu ?
    .v2 = Une photo de tous les articles du colis m'aiderait : merci de me l'envoyer d'ici au { $date }.
request-photo-of-damage =
    .v1 = Pourriez-vous m'envoyer d'ici au { $date } une photo nette des dégâts ?
    .v2 = Une photo qui montre les dégâts m'aiderait : merci de me l'envoyer d'ici au { $date }.
request-photo-of-label =
    .v1 = Pourriez-vous m'envoyer d'ici au { $date } une photo de l'étiquette du colis ?
    .v2 = Une photo de l'étiquette du colis m'aiderait : merci de me l'envoyer d'ici au { $date }.
request-video-of-fault =
    .v1 = Pourriez-vous m'envoyer d'ici au { $date } une courte vidéo qui montre le défaut ?
    .v2 = Une courte vidéo du défaut m'aiderait : merci de me l'envoyer d'ici au { $date }.
request-count =
    .v1 = Pourriez-vous compter les articles reçus et m'indiquer leur nombre d'ici au { $date } ?
    .v2 = Merci de me dire d'ici au { $date } combien d'articles vous avez reçus.
request-address =
    .v1 = Pourriez-vous m'envoyer d'ici au { $date } votre adresse de livraison complète ?
    .v2 = Merci de vérifier votre adresse de livraison et de me l'envoyer d'ici au { $date }.
request-which-order =
    .v1 = Pourriez-vous me dire d'ici au { $date } de quelle commande il s'agit ?
    .v2 = Merci de m'envoyer d'ici au { $date } le numéro de votre commande.
request-details =
    .v1 = Pourriez-vous me donner quelques précisions d'ici au { $date } ?
    .v2 = Merci de me décrire en quelques mots, d'ici au { $date }, ce qui s'est passé.

## Les droits, le contact avec une personne, la fin

rights =
    .v1 = Vos droits légaux restent les mêmes, quel que soit votre choix.
    .v2 = Quelle que soit la solution choisie, vous gardez tous vos droits légaux.
    .v3 = Rien de tout cela ne modifie vos droits légaux.
reach-message =
    .v1 = Pour parler à une personne, répondez ici : votre message m'arrive directement.
    .v2 = Vous pouvez toujours m'écrire ici : chaque message est lu par une personne.
    .v3 = Pour toute question, répondez à ce message : c'est moi qui vous répondrai.
reach-form =
    .v1 = Pour parler à une personne, écrivez-nous ici, dans le dossier.
    .v2 = Vous pouvez toujours nous écrire ici, dans le dossier : chaque message est lu par une personne.
    .v3 = Pour toute question, écrivez ici, dans le dossier : c'est moi qui vous répondrai.
notice-paid =
    .v1 = Votre paiement est arrivé le { $date } ; nous préparons votre commande.
    .v2 = Nous avons reçu votre paiement le { $date } et préparons votre commande.
notice-exported =
    .v1 = Le colis est parti pour votre pays le { $date }.
    .v2 = Depuis le { $date }, le colis est en route vers votre pays.
notice-in-country =
    .v1 = Le colis est arrivé dans votre pays le { $date }.
    .v2 = D'après le suivi, le colis est entré dans votre pays le { $date }.
notice-out-for-delivery =
    .v1 = Le transporteur a pris le colis en livraison le { $date }.
    .v2 = Le colis est parti en livraison le { $date }.
notice-review =
    .v1 = Vous avez votre commande{ $product } depuis quelques jours. Si vous le souhaitez, vous pouvez donner dans la boutique votre avis sincère, bon ou mauvais.
    .v2 = Si vous le souhaitez, la boutique accueille votre avis sur votre commande{ $product }. Les compliments et les critiques sont également bienvenus.
notice-stop =
    .v1 = Si vous ne voulez plus de messages de ce type, répondez par le mot STOP.
    .v2 = Pour ne plus recevoir ces informations, répondez STOP.
closing-settled =
    .v1 = Votre dossier est ainsi réglé de notre côté ({ $topic }).
    .v2 = De notre côté, tout est maintenant en ordre dans votre dossier ({ $topic }).
    .v3 = Votre dossier est désormais entièrement traité de notre côté ({ $topic }).
closing-door =
    .v1 = Si quelque chose ne va pas, écrivez-moi ici, et je reprendrai votre dossier.
    .v2 = S'il reste un point à régler, un court message suffit, et je m'en occuperai.
    .v3 = Si vous avez encore besoin de moi, écrivez-moi ici à tout moment.

## Recours auprès d'une plateforme

appeal-topic =
    .v1 = Il s'agit de la commande{ $product } : { $topic }.
    .v2 = Le dossier concerne la commande{ $product } : { $topic }.
appeal-request =
    .v1 = Nous vous prions de bien vouloir réexaminer la décision prise dans ce dossier.
    .v2 = Merci de bien vouloir étudier de nouveau ce dossier et la décision prise.
    .v3 = Nous vous demandons de tenir compte de ces éléments dans ce dossier.
appeal-facts =
    .v1 = Voici les faits d'après nos données :
    .v2 = Voici ce qui ressort de nos données :
appeal-records =
    .v1 = Je vous enverrai nos documents sur cette commande au plus tard le { $date }.
    .v2 = Vous recevrez nos documents sur cette commande au plus tard le { $date }.
appeal-answer =
    .v1 = Si vous avez besoin d'autre chose, merci de m'écrire ici.
    .v2 = Pour toute question sur ce dossier, écrivez-moi ici, s'il vous plaît.
record-order-number =
    .v1 = Numéro de commande : { $value }
record-dispatched-on =
    .v1 = Remis au transporteur : { $date }
record-carrier =
    .v1 = Transporteur : { $value }
record-tracking-number =
    .v1 = Numéro de suivi : { $value }
record-last-scan =
    .v1 = Dernier événement du suivi : { $value }
record-held-since =
    .v1 = Sans mouvement depuis : { $date }
record-delivered-on =
    .v1 = Livré selon le suivi : { $date }
record-returned-on =
    .v1 = Colis revenu chez nous : { $date }
record-promised-on =
    .v1 = Date de livraison promise : { $date }
record-refund-of =
    .v1 = Montant remboursé : { $money }
record-refunded-on =
    .v1 = Remboursement effectué : { $date }
record-refund-reference =
    .v1 = Référence du remboursement : { $value }

## Objets des courriels

subject-acknowledge =
    .v1 = Nous avons bien reçu votre message : { $topic }
subject-reply =
    .v1 = Votre message : { $topic }
subject-follow-up =
    .v1 = Du nouveau dans votre dossier : { $topic }
subject-proactive =
    .v1 = Votre commande : { $topic }
subject-milestone =
    .v1 = Des nouvelles de votre commande
subject-closing =
    .v1 = Votre dossier est réglé : { $topic }
subject-appeal =
    .v1 = Demande de réexamen d'une décision : { $topic }

## De quoi il s'agit, en deux ou trois mots

topic-not-dispatched =
    .v1 = commande pas encore expédiée
topic-out-of-stock =
    .v1 = article en rupture de stock
topic-partial-delivery =
    .v1 = livraison en plusieurs colis
topic-not-exported =
    .v1 = colis qui n'avance pas
topic-returned-before-export =
    .v1 = colis revenu chez nous
topic-customs-held =
    .v1 = colis en douane
topic-customs-charges =
    .v1 = frais de douane
topic-delivery-failed =
    .v1 = colis non livré
topic-returned-to-sender =
    .v1 = colis en cours de retour
topic-not-received =
    .v1 = colis pas encore arrivé
topic-delivered-not-received =
    .v1 = colis indiqué comme livré
topic-late-delivery =
    .v1 = livraison en retard
topic-not-as-described =
    .v1 = article différent de sa description
topic-defective =
    .v1 = article qui ne fonctionne pas
topic-damaged =
    .v1 = article endommagé
topic-short-quantity =
    .v1 = articles manquants
topic-wrong-item =
    .v1 = erreur d'article
topic-counterfeit =
    .v1 = authenticité de l'article
topic-poor-quality =
    .v1 = qualité de l'article
topic-misunderstanding =
    .v1 = utilisation de l'article
topic-refund-not-received =
    .v1 = remboursement non reçu
topic-charged-wrongly =
    .v1 = montant débité
topic-unauthorised-payment =
    .v1 = paiement non reconnu
topic-order-status =
    .v1 = nouvelles de la commande
topic-cancel-request =
    .v1 = annulation de la commande
topic-change-request =
    .v1 = modification de la commande
topic-return-request =
    .v1 = retour de l'article
topic-invoice-request =
    .v1 = facture de la commande
topic-product-question =
    .v1 = question sur l'article
topic-praise =
    .v1 = mots aimables
topic-other =
    .v1 = question sur la commande
