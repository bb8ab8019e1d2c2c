### As frases das cartas em português do Brasil (tratamento por você).
### Cada frase tem as redações .v1, .v2, …: a segunda carta usa a seguinte e não repete nenhuma.
### { $product } está vazio ou já traz o espaço e os parênteses (product-mark).
### { $date }, { $send }, { $paid }, { $until } e { $money } chegam escritos como se usa na região.

## Palavras com que outras frases são formadas

product-mark =
    .v1 = { " " }({ $product })
full-price =
    .v1 = o valor total
paid-duty =
    .v1 = o valor das taxas alfandegárias
shop-team =
    .v1 = Atendimento ao cliente

## Saudação e despedida

greeting-name =
    .v1 = Olá, { $name },
    .v2 = Oi, { $name },
    .v3 = Saudações, { $name },
greeting-plain =
    .v1 = Olá,
    .v2 = Oi,
    .v3 = Saudações,
greeting-platform =
    .v1 = Prezada equipe de mediação,
    .v2 = Olá, equipe de mediação,
    .v3 = À equipe de mediação,
sign-off =
    .v1 = Atenciosamente,
    .v2 = Cordialmente,
    .v3 = Com os nossos cumprimentos,

## Agradecimento

thanks-message =
    .v1 = Agradecemos a sua mensagem.
    .v2 = Agradecemos o seu contato.
    .v3 = Agradecemos por nos avisar.
thanks-reply =
    .v1 = Agradecemos a sua resposta.
    .v2 = Agradecemos o seu retorno.
    .v3 = Mais uma vez, agradecemos a sua mensagem.
thanks-order =
    .v1 = Agradecemos a sua compra.
    .v2 = Agradecemos o seu pedido.
    .v3 = Agradecemos por escolher a nossa loja.
thanks-review =
    .v1 = Agradecemos a sua sinceridade.
    .v2 = Agradecemos por dedicar um tempo a nos contar isso.
    .v3 = Agradecemos por compartilhar isso conosco.
thanks-closing =
    .v1 = Agradecemos por resolver isso conosco.
    .v2 = Agradecemos a sua gentil colaboração.
    .v3 = Agradecemos a sua ajuda para resolver isso.
thanks-platform =
    .v1 = Agradecemos a análise deste caso.
    .v2 = Agradecemos o trabalho realizado neste caso.
    .v3 = Agradecemos o tempo dedicado a este caso.

## O problema, segundo quem comprou ou segundo os registros

ack-not-dispatched =
    .v1 = Seu pedido{ $product } ainda não foi enviado.
    .v2 = Seu pedido{ $product } já deveria ter saído e ainda não foi enviado.
ack-out-of-stock =
    .v1 = O produto que você pediu{ $product } está sem estoque no momento.
    .v2 = Ainda não podemos enviar o seu pedido{ $product }, porque o produto está em falta.
ack-partial-delivery =
    .v1 = Uma parte do seu pedido{ $product } chegou, mas o restante ainda não.
    .v2 = Seu pedido{ $product } foi dividido em vários pacotes, e uma parte ainda não chegou.
ack-partial-delivery-of =
    .v1 = { $missing ->
        [one] Dos { $ordered } itens do seu pedido{ $product }, { $missing } ainda não chegou.
       *[other] Dos { $ordered } itens do seu pedido{ $product }, { $missing } ainda não chegaram.
    }
    .v2 = { $missing ->
        [one] Seu pedido{ $product } foi dividido em vários pacotes: falta chegar { $missing } de { $ordered } itens.
       *[other] Seu pedido{ $product } foi dividido em vários pacotes: faltam chegar { $missing } de { $ordered } itens.
    }
ack-not-exported =
    .v1 = Seu pacote{ $product } ainda não saiu do país de onde foi enviado.
    .v2 = Seu pacote{ $product } foi enviado e continua no país de origem.
ack-returned-before-export =
    .v1 = Seu pacote{ $product } voltou para nós antes de sair do país.
    .v2 = Seu pacote{ $product } foi devolvido para nós sem chegar a sair do país.
ack-customs-held =
    .v1 = Seu pacote{ $product } ainda está na alfândega.
    .v2 = Seu pacote{ $product } ainda não saiu da alfândega.
ack-customs-charges =
    .v1 = Você recebeu uma cobrança de taxas alfandegárias pelo pacote{ $product }.
    .v2 = Há taxas alfandegárias sobre o seu pacote{ $product }.
ack-delivery-failed =
    .v1 = Não foi possível entregar o seu pacote{ $product }.
    .v2 = A entrega do seu pacote{ $product } falhou.
ack-returned-to-sender =
    .v1 = Seu pacote{ $product } não chegou até você e está voltando para nós.
    .v2 = Em vez de chegar até você, o seu pacote{ $product } está no caminho de volta.
ack-not-received =
    .v1 = Seu pacote{ $product } ainda não chegou.
    .v2 = Você ainda não recebeu o seu pacote{ $product }.
ack-delivered-not-received =
    .v1 = Seu pacote{ $product } consta como entregue, mas você não o recebeu.
    .v2 = O pacote{ $product } não chegou até você, embora conste como entregue.
ack-late-delivery =
    .v1 = Seu pacote{ $product } chegou atrasado, depois da data prometida.
    .v2 = A entrega do seu pacote{ $product } demorou mais do que deveria.
ack-not-as-described =
    .v1 = Entendo que o produto{ $product } não corresponde à descrição.
    .v2 = Você nos contou que o produto{ $product } é diferente da descrição.
ack-defective =
    .v1 = Entendo que o produto{ $product } não funciona como deveria.
    .v2 = Você nos contou que o produto{ $product } não funciona direito.
ack-damaged =
    .v1 = Entendo que o produto{ $product } chegou danificado.
    .v2 = Você nos contou que o produto{ $product } chegou com danos.
ack-short-quantity =
    .v1 = Entendo que falta uma parte do seu pedido{ $product }.
    .v2 = Você nos contou que o pedido{ $product } veio incompleto.
ack-short-quantity-some =
    .v1 = { $missing ->
        [one] Entendo que no seu pedido{ $product } falta { $missing } item.
       *[other] Entendo que no seu pedido{ $product } faltam { $missing } itens.
    }
    .v2 = { $missing ->
        [one] Você nos contou que falta { $missing } item do seu pedido{ $product }.
       *[other] Você nos contou que faltam { $missing } itens do seu pedido{ $product }.
    }
ack-short-quantity-of =
    .v1 = { $missing ->
        [one] Entendo que no seu pedido{ $product } falta { $missing } dos { $ordered } itens.
       *[other] Entendo que no seu pedido{ $product } faltam { $missing } dos { $ordered } itens.
    }
    .v2 = { $missing ->
        [one] Você pediu { $ordered } itens{ $product } e falta { $missing }.
       *[other] Você pediu { $ordered } itens{ $product } e faltam { $missing }.
    }
ack-wrong-item =
    .v1 = Entendo que você recebeu um produto errado no lugar do que pediu{ $product }.
    .v2 = Você nos contou que veio outro produto, e não o que você pediu{ $product }.
ack-counterfeit =
    .v1 = Entendo que você tem dúvida se o produto{ $product } é original.
    .v2 = Na sua opinião, o produto{ $product } não é original, e levo isso a sério.
ack-poor-quality =
    .v1 = Entendo que a qualidade do produto{ $product } não atendeu às suas expectativas.
    .v2 = Você nos contou que a qualidade do produto{ $product } não é a que imaginava.
ack-misunderstanding =
    .v1 = Entendo que o produto{ $product } não é o que você imaginava.
    .v2 = Você nos contou que o produto{ $product } é diferente do que imaginava.
ack-refund-not-received =
    .v1 = Entendo que o dinheiro do seu pedido{ $product } ainda não chegou.
    .v2 = Você nos contou que ainda não recebeu o dinheiro do pedido{ $product }.
ack-charged-wrongly =
    .v1 = Entendo que o valor cobrado pelo pedido{ $product } não parece correto.
    .v2 = Você nos contou que foi cobrado um valor errado pelo pedido{ $product }.
ack-unauthorised-payment =
    .v1 = Entendo que você não reconhece o pagamento do pedido{ $product }.
    .v2 = Você nos contou que não fez o pagamento do pedido{ $product }.
ack-order-status =
    .v1 = Você gostaria de saber onde está o seu pedido{ $product }.
    .v2 = Você nos pediu notícias do seu pedido{ $product }.
ack-cancel-request =
    .v1 = Você gostaria de cancelar o seu pedido{ $product }.
    .v2 = Você nos pediu o cancelamento do pedido{ $product }.
ack-change-request =
    .v1 = Você gostaria de mudar algo no seu pedido{ $product }.
    .v2 = Você nos pediu uma alteração no pedido{ $product }.
ack-return-request =
    .v1 = Você gostaria de devolver o produto{ $product }.
    .v2 = Você nos perguntou sobre a devolução do produto{ $product }.
ack-invoice-request =
    .v1 = Você precisa da nota fiscal do seu pedido{ $product }.
    .v2 = Você nos pediu a nota fiscal do pedido{ $product }.
ack-product-question =
    .v1 = Você tem uma pergunta sobre o produto{ $product }.
    .v2 = Sua pergunta é sobre o produto{ $product }.
ack-praise =
    .v1 = É muito bom ler que você gostou do produto{ $product }.
    .v2 = Suas palavras gentis sobre o produto{ $product } alegraram o nosso dia.
ack-other =
    .v1 = Recebi a sua mensagem sobre o pedido{ $product }.
    .v2 = Sua mensagem sobre o pedido{ $product } já está comigo.
ack-review-other =
    .v1 = Lemos a sua avaliação do pedido{ $product } e queremos entender o que não deu certo.
    .v2 = A sua avaliação do pedido{ $product } é importante para nós: gostaríamos de saber o que deu errado.

## O problema, quando escrevemos primeiro

news-not-as-described =
    .v1 = Percebemos que o produto{ $product } pode não corresponder à descrição.
    .v2 = A descrição do produto{ $product } pode ser diferente do que você vai receber.
news-defective =
    .v1 = Percebemos que o produto{ $product } pode não funcionar como deveria.
    .v2 = O produto{ $product } pode ter um defeito e não funcionar direito.
news-damaged =
    .v1 = Percebemos que o produto{ $product } pode estar danificado.
    .v2 = O produto{ $product } pode chegar danificado.
news-short-quantity =
    .v1 = Percebemos que falta uma parte do seu pedido{ $product }.
    .v2 = Falta algo no seu pedido{ $product }.
news-short-quantity-some =
    .v1 = { $missing ->
        [one] Percebemos que no seu pedido{ $product } falta { $missing } item.
       *[other] Percebemos que no seu pedido{ $product } faltam { $missing } itens.
    }
    .v2 = { $missing ->
        [one] Falta { $missing } item do seu pedido{ $product }.
       *[other] Faltam { $missing } itens do seu pedido{ $product }.
    }
news-short-quantity-of =
    .v1 = { $missing ->
        [one] Percebemos que no seu pedido{ $product } falta { $missing } dos { $ordered } itens.
       *[other] Percebemos que no seu pedido{ $product } faltam { $missing } dos { $ordered } itens.
    }
    .v2 = { $missing ->
        [one] Falta { $missing } dos { $ordered } itens do seu pedido{ $product }.
       *[other] Faltam { $missing } dos { $ordered } itens do seu pedido{ $product }.
    }
news-wrong-item =
    .v1 = Percebemos que pode ter ido um produto errado no seu pedido{ $product }.
    .v2 = O produto do seu pacote pode não ser o que você pediu{ $product }.
news-counterfeit =
    .v1 = Estamos verificando se o produto{ $product } é original.
    .v2 = Há uma dúvida quanto à autenticidade do produto{ $product }, e estamos verificando.
news-poor-quality =
    .v1 = Percebemos que a qualidade do produto{ $product } pode deixar a desejar.
    .v2 = A qualidade do produto{ $product } pode ficar abaixo do esperado.
news-misunderstanding =
    .v1 = Queremos explicar como o produto{ $product } deve ser usado.
    .v2 = Há algo sobre o produto{ $product } que precisamos explicar melhor.
news-refund-not-received =
    .v1 = O reembolso do seu pedido{ $product } ainda não foi concluído.
    .v2 = Percebemos que o reembolso do seu pedido{ $product } ainda não chegou.
news-charged-wrongly =
    .v1 = Percebemos que o valor cobrado pelo seu pedido{ $product } pode estar errado.
    .v2 = O valor cobrado pelo pedido{ $product } pode não estar correto.
news-unauthorised-payment =
    .v1 = Há uma dúvida sobre o pagamento do seu pedido{ $product }.
    .v2 = Queremos conferir com você o pagamento do pedido{ $product }.
news-order =
    .v1 = Tenho notícias do seu pedido{ $product }.
    .v2 = Estas são as novidades do seu pedido{ $product }.

## Desculpas, responsabilidade, cuidado

apology =
    .v1 = Peço desculpas.
    .v2 = Peço sinceras desculpas.
    .v3 = Por favor, aceite as minhas desculpas.
own-fault =
    .v1 = O erro foi nosso.
    .v2 = Foi um erro nosso.
    .v3 = A responsabilidade é nossa.
repeat-contact =
    .v1 = Você já tinha escrito sobre isso, e não deveria ter sido preciso escrever de novo.
    .v2 = Sei que esta não é a sua primeira mensagem, por isso vou cuidar do assunto até o fim.
safety =
    .v1 = Por favor, pare de usar o produto até resolvermos isso: a sua segurança vem em primeiro lugar.
    .v2 = Para sua segurança, por favor, não use o produto por enquanto.
manager =
    .v1 = Como você pediu, vou levar o seu caso à gerência e responder até { $date }.
    .v2 = A gerência vai ver o seu caso, como você pediu, e eu escrevo para você até { $date }.
stay-here =
    .v1 = Por favor, vamos continuar a conversa por aqui, para que você mantenha toda a sua proteção.
    .v2 = O mais seguro para você é continuarmos a conversar aqui.

## A promessa de ajudar

help-options =
    .v1 = Vou resolver isso para você.
    .v2 = Vou cuidar disso pessoalmente.
    .v3 = Vou garantir que isso seja resolvido.
help-date =
    .v1 = Vou cuidar disso e digo até { $date } o que posso fazer para ajudar você.
    .v2 = Já estou cuidando disso e dou a você uma resposta clara até { $date }.
    .v3 = Vou resolver isso e escrevo para você até { $date }.
help-acknowledge =
    .v1 = Vou ajudar você com isso e respondo até { $date }.
    .v2 = Eu cuido disso e escrevo para você até { $date }.
    .v3 = Vou analisar tudo com atenção para ajudar você e respondo até { $date }.
help-watch =
    .v1 = Continuo acompanhando e escrevo de novo para você até { $date }.
    .v2 = Vou verificar outra vez e dar notícias até { $date }.
    .v3 = Sigo acompanhando de perto e digo a você até { $date } como está a situação.
help-review =
    .v1 = Escreva para nós pela página do seu pedido, por favor, para resolvermos isso.
    .v2 = Queremos resolver isso com você: mande uma mensagem pela página do seu pedido, por favor.
    .v3 = Mande uma mensagem pela página do seu pedido e vamos ajudar você.

## A causa, até onde vão as provas

cause-confirmed-seller =
    .v1 = Já verificamos: a falha foi nossa.
    .v2 = Nossos registros mostram que a falha foi nossa.
cause-confirmed-carrier =
    .v1 = Nossos registros mostram que isso aconteceu enquanto o pacote estava com a transportadora.
    .v2 = Já verificamos: isso aconteceu enquanto o pacote estava com a transportadora.
cause-confirmed-customs =
    .v1 = Nossos registros mostram que o motivo está na alfândega.
    .v2 = Já verificamos: o motivo está na alfândega.
cause-confirmed-platform =
    .v1 = Nossos registros mostram que o motivo está na plataforma.
    .v2 = Já verificamos: o motivo está na plataforma.
cause-confirmed-buyer =
    .v1 = Já encontramos o motivo e vou ajudar você com prazer.
    .v2 = O motivo já está claro e estou aqui para ajudar você.
cause-likely-seller =
    .v1 = Provavelmente a falha foi nossa; ainda estamos verificando.
    .v2 = É provável que a falha seja nossa, e estamos verificando.
cause-likely-carrier =
    .v1 = Provavelmente isso aconteceu no caminho; ainda estamos verificando.
    .v2 = É provável que isso tenha acontecido no caminho, e estamos verificando.
cause-likely-customs =
    .v1 = Provavelmente isso tem a ver com a fiscalização na fronteira; estamos verificando.
    .v2 = É provável que isso se deva à fiscalização na fronteira, e estamos acompanhando.
cause-likely-platform =
    .v1 = Provavelmente houve uma falha técnica; ainda estamos verificando.
    .v2 = É provável que seja uma questão técnica, e estamos verificando.
cause-likely-buyer =
    .v1 = Provavelmente houve um mal-entendido; ainda estamos verificando.
    .v2 = É provável que tenha havido um mal-entendido, e estamos verificando.
cause-unknown =
    .v1 = Ainda não sabemos a causa. Seja ela qual for, vamos resolver.
    .v2 = Ainda não está claro o que houve exatamente. Seja qual for o motivo, vamos cuidar disso.
    .v3 = Continuamos apurando o que houve. Seja qual for o resultado, vamos dar uma solução.

## Fatos

fact-last-scan =
    .v1 = O último registro do rastreamento é: { $value }.
    .v2 = O rastreamento mostra agora: { $value }.
fact-dispatched-on =
    .v1 = O pacote saiu em { $date }.
    .v2 = Enviamos o pacote em { $date }.
fact-delivered-on =
    .v1 = O rastreamento mostra a entrega em { $date }.
    .v2 = Segundo o rastreamento, a entrega foi em { $date }.
fact-expected-on =
    .v1 = A data prevista de entrega é { $date }.
    .v2 = A entrega está prevista para { $date }.
fact-promised-on =
    .v1 = A data de entrega prometida era { $date }.
    .v2 = A entrega tinha sido prometida para { $date }.
fact-held-since =
    .v1 = O pacote está parado desde { $date }.
    .v2 = Não há movimentação desde { $date }.
fact-returned-on =
    .v1 = O pacote voltou para nós em { $date }.
    .v2 = Recebemos o pacote de volta em { $date }.
fact-stock-back =
    .v1 = O produto deve voltar ao estoque em { $date }.
    .v2 = A reposição do produto está prevista para { $date }.
fact-counted =
    .v1 = Nossa contagem é: { $value }.
    .v2 = Contamos: { $value }.
fact-missing =
    .v1 = Segundo a nossa conferência, falta: { $value }.
    .v2 = Conferimos o que falta: { $value }.
fact-counted-items =
    .v1 = { $count ->
        [one] Contamos { $count } item.
       *[other] Contamos { $count } itens.
    }
    .v2 = { $count ->
        [one] Pela nossa contagem, há { $count } item.
       *[other] Pela nossa contagem, há { $count } itens.
    }
fact-missing-items =
    .v1 = { $count ->
        [one] Segundo a nossa conferência, falta { $count } item.
       *[other] Segundo a nossa conferência, faltam { $count } itens.
    }
    .v2 = { $count ->
        [one] Conferimos: falta { $count } item.
       *[other] Conferimos: faltam { $count } itens.
    }
fact-refund-of =
    .v1 = O reembolso é de { $money } no total.
    .v2 = No total, o reembolso é de { $money }.
fact-refunded-on =
    .v1 = Fizemos o reembolso em { $date }.
    .v2 = O reembolso foi realizado em { $date }.
fact-refund-reference =
    .v1 = A referência do reembolso é { $value }.
    .v2 = O reembolso pode ser localizado pela referência { $value }.
fact-carrier =
    .v1 = A transportadora responsável é { $value }.
    .v2 = A transportadora do pacote é { $value }.
fact-tracking-number =
    .v1 = O código de rastreamento é { $value }.
    .v2 = O pacote pode ser acompanhado com o código { $value }.
fact-order-number =
    .v1 = Trata-se do pedido { $value }.
    .v2 = O número do pedido é { $value }.
fact-checked =
    .v1 = Verificamos o seguinte: { $value }.
    .v2 = Isto é o que verificamos: { $value }.

## As opções

options-suggest =
    .v1 = Você pode escolher; eu sugiro a opção A:
    .v2 = A escolha é sua; minha sugestão é a opção A:
options-plain =
    .v1 = Você pode escolher uma destas opções:
    .v2 = Estas são as suas opções:
offer-single =
    .v1 = Isto é o que posso oferecer:
    .v2 = Esta é a minha proposta:
agreed-intro =
    .v1 = Isto é o que vamos fazer agora:
    .v2 = Estes são os próximos passos:

remedy-full-refund =
    .v1 = Vou reembolsar { $money } até { $date }.
    .v2 = Você recebe { $money } como reembolso até { $date }.
remedy-full-refund-keep =
    .v1 = Vou reembolsar { $money } até { $date }. Você não precisa devolver nada.
    .v2 = Você recebe { $money } como reembolso até { $date }, sem precisar devolver nada.
remedy-partial-refund =
    .v1 = Vou reembolsar { $money } do preço até { $date }.
    .v2 = Você recebe um reembolso parcial de { $money } até { $date }.
remedy-partial-refund-keep =
    .v1 = Vou reembolsar { $money } do preço até { $date }, e você fica com tudo o que recebeu.
    .v2 = Você fica com tudo o que já tem e recebe um reembolso de { $money } até { $date }.
remedy-reship =
    .v1 = Vou enviar o seu pedido de novo, sem custo, até { $date }.
    .v2 = Enviamos outro pacote sem custo para você, que sai até { $date }.
remedy-reship-keep =
    .v1 = Vou enviar um produto novo, sem custo, até { $date }, e você não precisa devolver o primeiro.
    .v2 = Enviamos sem custo um produto novo, que sai até { $date }. O primeiro fica com você.
remedy-reship-missing =
    .v1 = Vou enviar o que falta, sem custo, até { $date }, e você fica com tudo o que recebeu.
    .v2 = Você fica com tudo o que já tem, e enviamos o que falta, sem custo, até { $date }.
remedy-reship-missing-some =
    .v1 = { $missing ->
        [1] Vou enviar o item que falta, sem custo, até { $date }, e você fica com tudo o que recebeu.
       *[other] Vou enviar os { $missing } itens que faltam, sem custo, até { $date }, e você fica com tudo o que recebeu.
    }
    .v2 = { $missing ->
        [1] Você fica com tudo o que já tem, e enviamos o item que falta, sem custo, até { $date }.
       *[other] Você fica com tudo o que já tem, e enviamos os { $missing } itens que faltam, sem custo, até { $date }.
    }
remedy-return-and-refund =
    .v1 = Você devolve o produto até { $send }, e eu reembolso { $money } até { $date }.
    .v2 = Envie o produto de volta até { $send } e receba { $money } como reembolso até { $date }.
remedy-exchange =
    .v1 = Vou trocar o produto: envie o primeiro de volta até { $send }. O novo sai até { $date }.
    .v2 = Enviamos outro em troca, que sai até { $date }. Por favor, devolva o primeiro até { $send }.
remedy-coupon =
    .v1 = Vou enviar até { $date } um cupom de { $money } para o seu próximo pedido.
    .v2 = Você recebe até { $date } um cupom de { $money } para outra compra.
remedy-coupon-open =
    .v1 = Vou enviar até { $date } um cupom para o seu próximo pedido.
    .v2 = Você recebe até { $date } um cupom para outra compra.
remedy-gift =
    .v1 = Vou enviar um brinde no valor de { $money }; ele sai até { $date }.
    .v2 = Você recebe um brinde nosso no valor de { $money }, que enviamos até { $date }.
remedy-gift-open =
    .v1 = Vou enviar um brinde; ele sai até { $date }.
    .v2 = Você recebe um brinde nosso, que enviamos até { $date }.
remedy-wait =
    .v1 = Se você puder esperar até { $date }, o pacote deve chegar até lá. Se não chegar, escrevo para você no mesmo dia.
    .v2 = Se esperar até { $date }, você deve receber o pacote nesse prazo. Caso contrário, escrevo para você nesse dia.
remedy-wait-paid =
    .v1 = Pelo atraso, eu pago { $money } até { $paid } se você puder esperar o pacote até { $date }. Se ele não chegar, escrevo para você no mesmo dia.
    .v2 = Você recebe { $money } até { $paid }, como compensação pelo atraso, se esperar o pacote até { $date }. Se ele não vier, escrevo para você nesse dia.
remedy-wait-dispatch =
    .v1 = Se você puder esperar, o seu pedido sai até { $date }.
    .v2 = Se esperar até { $date }, enviamos o seu pedido até esse dia.
remedy-wait-dispatch-paid =
    .v1 = Se você puder esperar, o seu pedido sai até { $date }. Pelo atraso, eu pago { $money } até { $paid }.
    .v2 = Se esperar até { $date }, enviamos o seu pedido até esse dia. Pelo atraso, você recebe { $money } até { $paid }.
remedy-guide =
    .v1 = Vou enviar até { $date } instruções simples, passo a passo. Se elas não ajudarem, escreva para mim de novo.
    .v2 = Você recebe até { $date } instruções claras, passo a passo. Se elas não resolverem, é só me avisar.
remedy-cancel-and-refund =
    .v1 = Vou cancelar o pedido e reembolsar { $money } até { $date }.
    .v2 = Cancelamos o pedido, e você recebe { $money } como reembolso até { $date }.
remedy-extend-protection =
    .v1 = Vou prorrogar a sua proteção de compra e confirmo isso até { $date }.
    .v2 = O prazo da sua proteção de compra será prorrogado, e eu confirmo isso até { $date }.
remedy-extend-protection-until =
    .v1 = Vou prorrogar a sua proteção de compra até { $until } e confirmo isso até { $date }.
    .v2 = Sua proteção de compra vai até { $until }; eu confirmo isso até { $date }.
remedy-redeliver =
    .v1 = Vou providenciar até { $date } uma nova entrega do seu pacote.
    .v2 = Seu pacote sai para entrega de novo; eu providencio isso até { $date }.
remedy-reimburse-duty =
    .v1 = Por favor, envie o comprovante para mim, e eu devolvo { $money } até { $date }.
    .v2 = Eu devolvo { $money } até { $date }; por favor, envie o comprovante para mim.
remedy-repair =
    .v1 = Envie o produto até { $send }. Nós o consertamos sem custo e enviamos de volta até { $date }.
    .v2 = O conserto é sem custo: você envia o produto até { $send }, e nós o enviamos de volta até { $date }.
remedy-provide-document =
    .v1 = Vou enviar o documento até { $date }.
    .v2 = Você recebe o documento até { $date }.

choose-one =
    .v1 = Por favor, me diga até { $date } qual opção você prefere.
    .v2 = Por favor, informe a sua escolha até { $date }.
choose-single =
    .v1 = Por favor, me diga até { $date } se concorda com a proposta.
    .v2 = Por favor, confirme até { $date } se você concorda.

## O único pedido

request-photo-of-items =
    .v1 = Você poderia me enviar até { $date } uma foto de tudo o que recebeu?
    .v2 = Uma foto de todos os itens do pacote me ajudaria muito; por favor, envie até { $date }.
request-photo-of-damage =
    .v1 = Você poderia me enviar até { $date } uma foto nítida do dano?
    .v2 = Uma foto que mostre o dano me ajudaria muito; por favor, envie até { $date }.
request-photo-of-label =
    .v1 = Você poderia me enviar até { $date } uma foto da etiqueta do pacote?
    .v2 = Uma foto da etiqueta do pacote me ajudaria muito; por favor, envie até { $date }.
request-video-of-fault =
    .v1 = Você poderia me enviar até { $date } um vídeo curto que mostre o defeito?
    .v2 = Um vídeo curto do defeito me ajudaria muito; por favor, envie até { $date }.
request-count =
    .v1 = Você poderia contar os itens que recebeu e me informar o número até { $date }?
    .v2 = Por favor, me diga até { $date } quantos itens você recebeu.
request-address =
    .v1 = Você poderia me enviar até { $date } o seu endereço de entrega completo?
    .v2 = Por favor, confira o seu endereço de entrega e envie para mim até { $date }.
request-which-order =
    .v1 = Você poderia me dizer até { $date } de qual pedido se trata?
    .v2 = Por favor, envie para mim até { $date } o número do seu pedido.
request-details =
    .v1 = Você poderia me contar um pouco mais sobre isso até { $date }?
    .v2 = Por favor, descreva em poucas palavras, até { $date }, o que houve.

## Direitos, conversa com uma pessoa, final

rights =
    .v1 = Seus direitos legais continuam os mesmos, seja qual for a sua escolha.
    .v2 = Qualquer que seja a sua escolha, você mantém todos os seus direitos legais.
    .v3 = Nada disso muda os seus direitos legais.
reach-message =
    .v1 = Para falar com uma pessoa, responda aqui: a mensagem chega até mim.
    .v2 = Você pode escrever para mim aqui quando quiser; cada mensagem é lida por uma pessoa.
    .v3 = Em caso de dúvida, responda a esta mensagem: quem lê e responde sou eu.
reach-form =
    .v1 = Para falar com uma pessoa, escreva para nós aqui no caso.
    .v2 = Você pode escrever para nós aqui no caso quando quiser; cada mensagem é lida por uma pessoa.
    .v3 = Em caso de dúvida, escreva aqui no caso: quem lê e responde sou eu.
notice-paid =
    .v1 = Seu pagamento chegou em { $date }; estamos preparando o pedido.
    .v2 = Recebemos o seu pagamento em { $date } e estamos preparando o pedido.
notice-exported =
    .v1 = Seu pacote saiu para o seu país em { $date }.
    .v2 = Desde { $date }, o seu pacote está a caminho do seu país.
notice-in-country =
    .v1 = Seu pacote chegou ao seu país em { $date }.
    .v2 = Segundo o rastreamento, o pacote entrou no seu país em { $date }.
notice-out-for-delivery =
    .v1 = Seu pacote saiu para entrega em { $date }.
    .v2 = Em { $date }, a transportadora levou o pacote para entrega.
notice-review =
    .v1 = Você está com o seu pedido{ $product } há alguns dias. Se quiser, escreva na loja o que pensa de verdade, seja bom ou ruim.
    .v2 = Se quiser, escreva na loja o que achou do seu pedido{ $product }. Elogios e críticas são igualmente bem-vindos.
notice-stop =
    .v1 = Se não quiser mais avisos como este, responda com a palavra PARAR.
    .v2 = Para não receber mais avisos deste tipo, responda PARAR.
closing-settled =
    .v1 = Com isso, o seu caso está resolvido da nossa parte ({ $topic }).
    .v2 = Da nossa parte, já está tudo concluído no seu caso ({ $topic }).
    .v3 = O seu caso está concluído da nossa parte ({ $topic }).
closing-door =
    .v1 = Se algo não estiver certo, escreva para mim aqui, e eu retomo o caso.
    .v2 = Se algo ficou em aberto, basta uma mensagem curta, e eu retomo o caso.
    .v3 = Se precisar de mim de novo, escreva aqui quando quiser.

## Recurso à plataforma

appeal-topic =
    .v1 = Trata-se do pedido{ $product }: { $topic }.
    .v2 = O caso se refere ao pedido{ $product }: { $topic }.
appeal-request =
    .v1 = Solicitamos, por gentileza, a reanálise da decisão deste caso.
    .v2 = Por favor, analisem mais uma vez este caso e a decisão tomada.
    .v3 = Pedimos que estes registros sejam considerados no caso.
appeal-facts =
    .v1 = Estes são os fatos segundo os nossos registros:
    .v2 = Nossos registros mostram o seguinte:
appeal-records =
    .v1 = Enviarei os nossos registros deste pedido até { $date }.
    .v2 = Vocês receberão os nossos registros deste pedido até { $date }.
appeal-answer =
    .v1 = Se precisarem de algo mais, escrevam para mim aqui, por favor.
    .v2 = Em caso de dúvida sobre este caso, escrevam para mim aqui, por favor.
record-order-number =
    .v1 = Número do pedido: { $value }
record-dispatched-on =
    .v1 = Entregue à transportadora: { $date }
record-carrier =
    .v1 = Transportadora: { $value }
record-tracking-number =
    .v1 = Código de rastreamento: { $value }
record-last-scan =
    .v1 = Último registro do rastreamento: { $value }
record-held-since =
    .v1 = Sem movimentação desde: { $date }
record-delivered-on =
    .v1 = Entregue, segundo o rastreamento: { $date }
record-returned-on =
    .v1 = Pacote devolvido a nós: { $date }
record-promised-on =
    .v1 = Data de entrega prometida: { $date }
record-refund-of =
    .v1 = Valor reembolsado: { $money }
record-refunded-on =
    .v1 = Reembolso realizado: { $date }
record-refund-reference =
    .v1 = Referência do reembolso: { $value }

## Assuntos de e-mail

subject-acknowledge =
    .v1 = Recebemos a sua mensagem: { $topic }
subject-reply =
    .v1 = Sobre a sua mensagem: { $topic }
subject-follow-up =
    .v1 = Novidades do seu caso: { $topic }
subject-proactive =
    .v1 = Sobre o seu pedido: { $topic }
subject-milestone =
    .v1 = Novidades do seu pedido
subject-closing =
    .v1 = O seu caso está resolvido: { $topic }
subject-appeal =
    .v1 = Pedido de nova análise de uma decisão: { $topic }

## Do que trata o caso, em duas ou três palavras

topic-not-dispatched =
    .v1 = pedido ainda não enviado
topic-out-of-stock =
    .v1 = produto sem estoque
topic-partial-delivery =
    .v1 = entrega em partes
topic-not-exported =
    .v1 = pacote que não avança
topic-returned-before-export =
    .v1 = pacote que voltou para nós
topic-customs-held =
    .v1 = pacote na alfândega
topic-customs-charges =
    .v1 = taxas alfandegárias
topic-delivery-failed =
    .v1 = pacote não entregue
topic-returned-to-sender =
    .v1 = pacote no caminho de volta
topic-not-received =
    .v1 = pacote que ainda não chegou
topic-delivered-not-received =
    .v1 = pacote que consta como entregue
topic-late-delivery =
    .v1 = entrega com atraso
topic-not-as-described =
    .v1 = produto diferente da descrição
topic-defective =
    .v1 = produto que não funciona
topic-damaged =
    .v1 = produto danificado
topic-short-quantity =
    .v1 = itens que faltam
topic-wrong-item =
    .v1 = produto errado
topic-counterfeit =
    .v1 = autenticidade do produto
topic-poor-quality =
    .v1 = qualidade do produto
topic-misunderstanding =
    .v1 = uso do produto
topic-refund-not-received =
    .v1 = reembolso não recebido
topic-charged-wrongly =
    .v1 = valor cobrado
topic-unauthorised-payment =
    .v1 = pagamento não reconhecido
topic-order-status =
    .v1 = notícias do seu pedido
topic-cancel-request =
    .v1 = cancelamento do pedido
topic-change-request =
    .v1 = alteração no pedido
topic-return-request =
    .v1 = devolução do produto
topic-invoice-request =
    .v1 = nota fiscal do pedido
topic-product-question =
    .v1 = pergunta sobre o produto
topic-praise =
    .v1 = suas palavras gentis
topic-other =
    .v1 = dúvida sobre o pedido
