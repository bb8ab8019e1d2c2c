### As frases das cartas em português europeu; o que aqui falta vale como em pt.ftl.

paid-duty =
    .v1 = o valor dos encargos alfandegários
shop-team =
    .v1 = Apoio ao cliente
greeting-name =
    .v1 = Olá, { $name },
    .v2 = Viva, { $name },
    .v3 = Saudações, { $name },
greeting-plain =
    .v1 = Olá,
    .v2 = Viva,
    .v3 = Saudações,
greeting-platform =
    .v1 = Estimada equipa de mediação,
    .v2 = Olá, equipa de mediação,
    .v3 = À equipa de mediação,
sign-off =
    .v1 = Com os melhores cumprimentos,
    .v2 = Cumprimentos,
    .v3 = Os nossos cumprimentos,

thanks-message =
    .v1 = Agradecemos a sua mensagem.
    .v2 = Agradecemos o seu contacto.
    .v3 = Agradecemos o seu aviso.
thanks-reply =
    .v1 = Agradecemos a sua resposta.
    .v2 = Agradecemos que tenha respondido.
    .v3 = Mais uma vez, agradecemos a sua mensagem.
thanks-order =
    .v1 = Agradecemos a sua compra.
    .v2 = Agradecemos a sua encomenda.
    .v3 = Agradecemos ter escolhido a nossa loja.
thanks-review =
    .v1 = Agradecemos a sua sinceridade.
    .v2 = Agradecemos o tempo que dedicou a contar-nos isto.
    .v3 = Agradecemos ter partilhado isto connosco.
thanks-closing =
    .v1 = Agradecemos ter resolvido isto connosco.
    .v2 = Agradecemos a sua amável colaboração.
    .v3 = Agradecemos a sua ajuda para resolver isto.

ack-not-dispatched =
    .v1 = A sua encomenda{ $product } ainda não foi enviada.
    .v2 = A sua encomenda{ $product } já devia ter saído e ainda não foi enviada.
ack-out-of-stock =
    .v1 = O artigo que encomendou{ $product } está esgotado neste momento.
    .v2 = Ainda não podemos enviar a sua encomenda{ $product }, porque o artigo está sem stock.
ack-partial-delivery =
    .v1 = Uma parte da sua encomenda{ $product } chegou, mas o resto ainda não.
    .v2 = A sua encomenda{ $product } foi dividida em vários pacotes e uma parte ainda não chegou.
ack-partial-delivery-of =
    .v1 = { $missing ->
        [one] Dos { $ordered } artigos da sua encomenda{ $product }, { $missing } ainda não chegou.
       *[other] Dos { $ordered } artigos da sua encomenda{ $product }, { $missing } ainda não chegaram.
    }
    .v2 = { $missing ->
        [one] A sua encomenda{ $product } foi dividida em vários pacotes: falta chegar { $missing } de { $ordered } artigos.
       *[other] A sua encomenda{ $product } foi dividida em vários pacotes: faltam chegar { $missing } de { $ordered } artigos.
    }
ack-not-exported =
    .v1 = O seu pacote{ $product } ainda não saiu do país de onde foi enviado.
    .v2 = O seu pacote{ $product } foi enviado e continua no país de origem.
ack-returned-before-export =
    .v1 = O seu pacote{ $product } voltou para nós antes de sair do país.
    .v2 = O seu pacote{ $product } foi-nos devolvido sem chegar a sair do país.
ack-customs-held =
    .v1 = O seu pacote{ $product } ainda está na alfândega.
    .v2 = O seu pacote{ $product } ainda não saiu da alfândega.
ack-customs-charges =
    .v1 = Pediram-lhe encargos alfandegários pelo pacote{ $product }.
    .v2 = Há encargos alfandegários sobre o seu pacote{ $product }.
ack-delivery-failed =
    .v1 = Não foi possível entregar o seu pacote{ $product }.
    .v2 = A entrega do seu pacote{ $product } falhou.
ack-returned-to-sender =
    .v1 = O seu pacote{ $product } não lhe chegou e está a voltar para nós.
    .v2 = Em vez de chegar até si, o seu pacote{ $product } vem no caminho de volta.
ack-not-received =
    .v1 = O seu pacote{ $product } ainda não chegou.
    .v2 = Até agora não recebeu o seu pacote{ $product }.
ack-delivered-not-received =
    .v1 = O seu pacote{ $product } consta como entregue, mas não lhe chegou.
    .v2 = Não recebeu o pacote{ $product }, embora conste como entregue.
ack-late-delivery =
    .v1 = O seu pacote{ $product } chegou atrasado, depois da data prometida.
    .v2 = A entrega do seu pacote{ $product } demorou mais do que devia.
ack-not-as-described =
    .v1 = Compreendo que o artigo{ $product } não corresponde à descrição.
    .v2 = Disse-nos que o artigo{ $product } é diferente da descrição.
ack-defective =
    .v1 = Compreendo que o artigo{ $product } não funciona como devia.
    .v2 = Disse-nos que o artigo{ $product } não funciona bem.
ack-damaged =
    .v1 = Compreendo que o artigo{ $product } chegou danificado.
    .v2 = Disse-nos que o artigo{ $product } chegou com danos.
ack-short-quantity =
    .v1 = Compreendo que falta uma parte da sua encomenda{ $product }.
    .v2 = Disse-nos que a encomenda{ $product } veio incompleta.
ack-short-quantity-some =
    .v1 = { $missing ->
        [one] Compreendo que na sua encomenda{ $product } falta { $missing } artigo.
       *[other] Compreendo que na sua encomenda{ $product } faltam { $missing } artigos.
    }
    .v2 = { $missing ->
        [one] Disse-nos que falta { $missing } artigo da sua encomenda{ $product }.
       *[other] Disse-nos que faltam { $missing } artigos da sua encomenda{ $product }.
    }
ack-short-quantity-of =
    .v1 = { $missing ->
        [one] Compreendo que na sua encomenda{ $product } falta { $missing } dos { $ordered } artigos.
       *[other] Compreendo que na sua encomenda{ $product } faltam { $missing } dos { $ordered } artigos.
    }
    .v2 = { $missing ->
        [one] Encomendou { $ordered } artigos{ $product } e falta { $missing }.
       *[other] Encomendou { $ordered } artigos{ $product } e faltam { $missing }.
    }
ack-wrong-item =
    .v1 = Compreendo que recebeu um artigo errado em vez do que encomendou{ $product }.
    .v2 = Disse-nos que veio outro artigo, e não o que encomendou{ $product }.
ack-counterfeit =
    .v1 = Compreendo que duvida que o artigo{ $product } seja original.
    .v2 = Na sua opinião, o artigo{ $product } não é original, e levo isso a sério.
ack-poor-quality =
    .v1 = Compreendo que a qualidade do artigo{ $product } não lhe agradou.
    .v2 = Disse-nos que a qualidade do artigo{ $product } não é a que imaginava.
ack-misunderstanding =
    .v1 = Compreendo que o artigo{ $product } não é o que imaginava.
    .v2 = Disse-nos que o artigo{ $product } é diferente do que imaginava.
ack-refund-not-received =
    .v1 = Compreendo que o reembolso da sua encomenda{ $product } ainda não chegou.
    .v2 = Disse-nos que ainda não recebeu o reembolso da encomenda{ $product }.
ack-charged-wrongly =
    .v1 = Compreendo que o valor cobrado pela encomenda{ $product } não lhe parece certo.
    .v2 = Disse-nos que lhe foi cobrado um valor errado pela encomenda{ $product }.
ack-unauthorised-payment =
    .v1 = Compreendo que não reconhece o pagamento da encomenda{ $product }.
    .v2 = Disse-nos que não fez o pagamento da encomenda{ $product }.
ack-order-status =
    .v1 = Deseja saber onde está a sua encomenda{ $product }.
    .v2 = Pediu-nos notícias da sua encomenda{ $product }.
ack-cancel-request =
    .v1 = Deseja cancelar a sua encomenda{ $product }.
    .v2 = Pediu-nos o cancelamento da encomenda{ $product }.
ack-change-request =
    .v1 = Deseja alterar algo na sua encomenda{ $product }.
    .v2 = Pediu-nos uma alteração na encomenda{ $product }.
ack-return-request =
    .v1 = Deseja devolver o artigo{ $product }.
    .v2 = Perguntou-nos sobre a devolução do artigo{ $product }.
ack-invoice-request =
    .v1 = Precisa da fatura da sua encomenda{ $product }.
    .v2 = Pediu-nos a fatura da encomenda{ $product }.
ack-product-question =
    .v1 = Tem uma pergunta sobre o artigo{ $product }.
    .v2 = A sua pergunta é sobre o artigo{ $product }.
ack-praise =
    .v1 = É muito bom ler que gostou do artigo{ $product }.
    .v2 = As suas palavras amáveis sobre o artigo{ $product } alegraram o nosso dia.
ack-other =
    .v1 = Recebi a sua mensagem sobre a encomenda{ $product }.
    .v2 = A sua mensagem sobre a encomenda{ $product } já está comigo.
ack-review-other =
    .v1 = Lemos a sua avaliação da encomenda{ $product } e queremos perceber o que não correu bem.
    .v2 = A sua avaliação da encomenda{ $product } é importante para nós: gostaríamos de saber o que correu mal.

news-not-as-described =
    .v1 = Notámos que o artigo{ $product } pode não corresponder à descrição.
    .v2 = A descrição do artigo{ $product } pode ser diferente do que vai receber.
news-defective =
    .v1 = Notámos que o artigo{ $product } pode não funcionar como devia.
    .v2 = O artigo{ $product } pode ter um defeito e não funcionar bem.
news-damaged =
    .v1 = Notámos que o artigo{ $product } pode estar danificado.
    .v2 = O artigo{ $product } pode chegar danificado.
news-short-quantity =
    .v1 = Notámos que falta uma parte da sua encomenda{ $product }.
    .v2 = Falta algo na sua encomenda{ $product }.
news-short-quantity-some =
    .v1 = { $missing ->
        [one] Notámos que na sua encomenda{ $product } falta { $missing } artigo.
       *[other] Notámos que na sua encomenda{ $product } faltam { $missing } artigos.
    }
    .v2 = { $missing ->
        [one] Falta { $missing } artigo da sua encomenda{ $product }.
       *[other] Faltam { $missing } artigos da sua encomenda{ $product }.
    }
news-short-quantity-of =
    .v1 = { $missing ->
        [one] Notámos que na sua encomenda{ $product } falta { $missing } dos { $ordered } artigos.
       *[other] Notámos que na sua encomenda{ $product } faltam { $missing } dos { $ordered } artigos.
    }
    .v2 = { $missing ->
        [one] Falta { $missing } dos { $ordered } artigos da sua encomenda{ $product }.
       *[other] Faltam { $missing } dos { $ordered } artigos da sua encomenda{ $product }.
    }
news-wrong-item =
    .v1 = Notámos que pode ter seguido um artigo errado na sua encomenda{ $product }.
    .v2 = O artigo do seu pacote pode não ser o que encomendou{ $product }.
news-counterfeit =
    .v1 = Estamos a verificar se o artigo{ $product } é original.
    .v2 = Há uma dúvida quanto à autenticidade do artigo{ $product }, e estamos a verificar.
news-poor-quality =
    .v1 = Notámos que a qualidade do artigo{ $product } pode deixar a desejar.
    .v2 = A qualidade do artigo{ $product } pode ficar abaixo do esperado.
news-misunderstanding =
    .v1 = Queremos explicar-lhe como se usa o artigo{ $product }.
    .v2 = Há algo sobre o artigo{ $product } que devíamos explicar melhor.
news-refund-not-received =
    .v1 = O reembolso da sua encomenda{ $product } ainda não foi concluído.
    .v2 = Notámos que o reembolso da sua encomenda{ $product } ainda não chegou.
news-charged-wrongly =
    .v1 = Notámos que o valor cobrado pela sua encomenda{ $product } pode estar errado.
    .v2 = O valor que lhe foi cobrado pela encomenda{ $product } pode não estar certo.
news-unauthorised-payment =
    .v1 = Há uma dúvida sobre o pagamento da sua encomenda{ $product }.
    .v2 = Queremos verificar consigo o pagamento da encomenda{ $product }.
news-order =
    .v1 = Tenho notícias da sua encomenda{ $product }.
    .v2 = Estas são as novidades da sua encomenda{ $product }.

apology =
    .v1 = Peço desculpa.
    .v2 = Peço sinceras desculpas.
    .v3 = Por favor, aceite as minhas desculpas.
own-fault =
    .v1 = O erro foi nosso.
    .v2 = Foi um erro nosso.
    .v3 = A responsabilidade é nossa.
repeat-contact =
    .v1 = Já nos tinha escrito sobre isto, e não devia ter sido preciso voltar a escrever.
    .v2 = Sei que esta não é a sua primeira mensagem, por isso vou tratar do assunto até ao fim.
safety =
    .v1 = Por favor, deixe de usar o artigo até isto estar resolvido: a sua segurança está em primeiro lugar.
    .v2 = Para sua segurança, não use o artigo por enquanto, por favor.
manager =
    .v1 = Como pediu, vou apresentar o seu caso à minha chefia e dar-lhe a resposta até { $date }.
    .v2 = A minha chefia vai ver o seu caso, como pediu, e eu escrevo-lhe até { $date }.
stay-here =
    .v1 = Por favor, continuemos a conversa aqui, para que mantenha toda a sua proteção.
    .v2 = O mais seguro para si é continuarmos a escrever aqui.

help-options =
    .v1 = Vou resolver isto por si.
    .v2 = Vou tratar disto pessoalmente.
    .v3 = Vou certificar-me de que tudo fica resolvido.
help-date =
    .v1 = Vou tratar disto e dizer-lhe até { $date } o que posso fazer para ajudar.
    .v2 = Já estou a tratar disto e dou-lhe uma resposta clara até { $date }.
    .v3 = Vou resolver isto e escrevo-lhe até { $date }.
help-acknowledge =
    .v1 = Vou ajudar nisto e respondo-lhe até { $date }.
    .v2 = Trato disto e escrevo-lhe até { $date }.
    .v3 = Vou analisar tudo com atenção para ajudar e respondo-lhe até { $date }.
help-watch =
    .v1 = Continuo a acompanhar e volto a escrever-lhe até { $date }.
    .v2 = Vou verificar outra vez e dou-lhe notícias até { $date }.
    .v3 = Acompanho de perto e digo-lhe até { $date } como está a situação.
help-review =
    .v1 = Escreva-nos pela página da sua encomenda, por favor, para resolvermos isto.
    .v2 = Queremos resolver isto: envie-nos uma mensagem pela página da sua encomenda, por favor.
    .v3 = Envie-nos uma mensagem pela página da sua encomenda e vamos ajudar.

cause-confirmed-seller =
    .v1 = Já verificámos: a falha foi nossa.
    .v2 = Os nossos registos mostram que a falha foi nossa.
cause-confirmed-carrier =
    .v1 = Os nossos registos mostram que isto aconteceu enquanto o pacote estava com a transportadora.
    .v2 = Já verificámos: isto aconteceu enquanto o pacote estava com a transportadora.
cause-confirmed-customs =
    .v1 = Os nossos registos mostram que o motivo está na alfândega.
    .v2 = Já verificámos: o motivo está na alfândega.
cause-confirmed-platform =
    .v1 = Os nossos registos mostram que o motivo está na plataforma.
    .v2 = Já verificámos: o motivo está na plataforma.
cause-confirmed-buyer =
    .v1 = Já encontrámos o motivo e vou ajudar com todo o gosto.
    .v2 = O motivo já está claro e estou aqui para ajudar.
cause-likely-seller =
    .v1 = Provavelmente a falha foi nossa; ainda estamos a verificar.
    .v2 = É provável que a falha seja nossa, e estamos a verificar.
cause-likely-carrier =
    .v1 = Provavelmente isto aconteceu no caminho; ainda estamos a verificar.
    .v2 = É provável que isto tenha acontecido no caminho, e estamos a verificar.
cause-likely-customs =
    .v1 = Provavelmente isto tem que ver com o controlo na fronteira; estamos a verificar.
    .v2 = É provável que isto se deva ao controlo na fronteira, e estamos a acompanhar.
cause-likely-platform =
    .v1 = Provavelmente houve uma falha técnica; ainda estamos a verificar.
    .v2 = É provável que seja uma questão técnica, e estamos a verificar.
cause-likely-buyer =
    .v1 = Provavelmente houve um mal-entendido; ainda estamos a verificar.
    .v2 = É provável que tenha havido um mal-entendido, e estamos a verificar.
cause-unknown =
    .v1 = Ainda não sabemos a causa. Seja ela qual for, vamos resolver.
    .v2 = Ainda não está claro o que se passou exatamente. Seja qual for o motivo, vamos tratar disto.
    .v3 = Continuamos a apurar o que se passou. Seja qual for o resultado, vamos dar uma solução.

fact-last-scan =
    .v1 = O último registo do seguimento é: { $value }.
    .v2 = O seguimento mostra agora: { $value }.
fact-dispatched-on =
    .v1 = O pacote saiu a { $date }.
    .v2 = Enviámos o pacote a { $date }.
fact-held-since =
    .v1 = O pacote está parado desde { $date }.
    .v2 = Não há novos registos desde { $date }.
fact-delivered-on =
    .v1 = O seguimento mostra a entrega a { $date }.
    .v2 = Segundo o seguimento, a entrega foi a { $date }.
fact-promised-on =
    .v1 = A data de entrega prometida era { $date }.
    .v2 = A entrega tinha sido prometida para { $date }.
fact-returned-on =
    .v1 = O pacote voltou para nós a { $date }.
    .v2 = Recebemos o pacote de volta a { $date }.
fact-stock-back =
    .v1 = Devemos voltar a ter o artigo a { $date }.
    .v2 = A chegada de novo stock está prevista para { $date }.
fact-counted =
    .v1 = A nossa contagem é: { $value }.
    .v2 = Contámos: { $value }.
fact-missing =
    .v1 = Segundo a nossa verificação, falta: { $value }.
    .v2 = Verificámos o que falta: { $value }.
fact-counted-items =
    .v1 = { $count ->
        [one] Contámos { $count } artigo.
       *[other] Contámos { $count } artigos.
    }
    .v2 = { $count ->
        [one] Pela nossa contagem, há { $count } artigo.
       *[other] Pela nossa contagem, há { $count } artigos.
    }
fact-missing-items =
    .v1 = { $count ->
        [one] Segundo a nossa verificação, falta { $count } artigo.
       *[other] Segundo a nossa verificação, faltam { $count } artigos.
    }
    .v2 = { $count ->
        [one] Verificámos: falta { $count } artigo.
       *[other] Verificámos: faltam { $count } artigos.
    }
fact-refunded-on =
    .v1 = Fizemos o reembolso a { $date }.
    .v2 = O reembolso foi efetuado a { $date }.
fact-refund-reference =
    .v1 = A referência do reembolso é { $value }.
    .v2 = O reembolso pode ser localizado pela referência { $value }.
fact-carrier =
    .v1 = A transportadora responsável é { $value }.
    .v2 = A transportadora do pacote é { $value }.
fact-tracking-number =
    .v1 = O número de seguimento é { $value }.
    .v2 = O pacote pode ser seguido com o número { $value }.
fact-order-number =
    .v1 = Trata-se da encomenda { $value }.
    .v2 = O número da encomenda é { $value }.
fact-checked =
    .v1 = Verificámos o seguinte: { $value }.
    .v2 = Isto é o que verificámos: { $value }.

options-suggest =
    .v1 = Pode escolher; eu sugiro a opção A:
    .v2 = A escolha é sua; a minha sugestão é a opção A:
options-plain =
    .v1 = Pode escolher uma destas opções:
    .v2 = Estas são as suas opções:
offer-single =
    .v1 = Isto é o que posso oferecer-lhe:
    .v2 = Esta é a minha proposta:

remedy-full-refund =
    .v1 = Reembolso-lhe { $money } até { $date }.
    .v2 = Receberá { $money } como reembolso até { $date }.
remedy-full-refund-keep =
    .v1 = Reembolso-lhe { $money } até { $date }. Não precisa de devolver nada.
    .v2 = Receberá { $money } como reembolso até { $date }, sem ter de devolver nada.
remedy-partial-refund =
    .v1 = Reembolso-lhe { $money } do preço até { $date }.
    .v2 = Receberá um reembolso parcial de { $money } até { $date }.
remedy-partial-refund-keep =
    .v1 = Reembolso-lhe { $money } do preço até { $date } e fica com tudo o que recebeu.
    .v2 = Fica com tudo o que já tem e receberá um reembolso de { $money } até { $date }.
remedy-reship =
    .v1 = Envio-lhe de novo a encomenda, sem custos, até { $date }.
    .v2 = Enviamos-lhe outro pacote sem custos, que sai até { $date }.
remedy-reship-keep =
    .v1 = Envio-lhe um artigo novo, sem custos, até { $date }, e não precisa de devolver o primeiro.
    .v2 = Enviamos-lhe sem custos um artigo novo, que sai até { $date }. O primeiro fica consigo.
remedy-reship-missing =
    .v1 = Envio-lhe o que falta, sem custos, até { $date }, e fica com tudo o que recebeu.
    .v2 = Fica com tudo o que já tem e enviamos-lhe o que falta, sem custos, até { $date }.
remedy-reship-missing-some =
    .v1 = { $missing ->
        [1] Envio-lhe o artigo que falta, sem custos, até { $date }, e fica com tudo o que recebeu.
       *[other] Envio-lhe os { $missing } artigos que faltam, sem custos, até { $date }, e fica com tudo o que recebeu.
    }
    .v2 = { $missing ->
        [1] Fica com tudo o que já tem e enviamos-lhe o artigo que falta, sem custos, até { $date }.
       *[other] Fica com tudo o que já tem e enviamos-lhe os { $missing } artigos que faltam, sem custos, até { $date }.
    }
remedy-return-and-refund =
    .v1 = Se devolver o artigo até { $send }, reembolso-lhe { $money } até { $date }.
    .v2 = Envie-nos o artigo de volta até { $send }; receberá { $money } como reembolso até { $date }.
remedy-exchange =
    .v1 = Troco o artigo: envie-nos o primeiro de volta até { $send }. O novo sai até { $date }.
    .v2 = Enviamos-lhe outro em troca, que sai até { $date }. Por favor, devolva o primeiro até { $send }.
remedy-coupon =
    .v1 = Envio-lhe até { $date } um cupão de { $money } para a sua próxima encomenda.
    .v2 = Receberá até { $date } um cupão de { $money } para outra compra.
remedy-coupon-open =
    .v1 = Envio-lhe até { $date } um cupão para a sua próxima encomenda.
    .v2 = Receberá até { $date } um cupão para outra compra.
remedy-gift =
    .v1 = Envio-lhe um presente no valor de { $money }; sai até { $date }.
    .v2 = Receberá um presente nosso no valor de { $money }, que enviamos até { $date }.
remedy-gift-open =
    .v1 = Envio-lhe um presente; sai até { $date }.
    .v2 = Receberá um presente nosso, que enviamos até { $date }.
remedy-wait =
    .v1 = Se puder esperar até { $date }, o pacote deve chegar até lá. Se não chegar, escrevo-lhe no mesmo dia.
    .v2 = Se esperar até { $date }, deve receber o pacote nesse prazo. Caso contrário, escrevo-lhe nesse dia.
remedy-wait-paid =
    .v1 = Pelo atraso, pago-lhe { $money } até { $paid } se puder esperar o pacote até { $date }. Se ele não chegar, escrevo-lhe no mesmo dia.
    .v2 = Receberá { $money } até { $paid }, como compensação pelo atraso, se esperar o pacote até { $date }. Se ele não vier, escrevo-lhe nesse dia.
remedy-wait-dispatch =
    .v1 = Se puder esperar, a sua encomenda sai até { $date }.
    .v2 = Se esperar até { $date }, enviamos a sua encomenda até esse dia.
remedy-wait-dispatch-paid =
    .v1 = Se puder esperar, a sua encomenda sai até { $date }. Pelo atraso, pago-lhe { $money } até { $paid }.
    .v2 = Se esperar até { $date }, enviamos a sua encomenda até esse dia. Pelo atraso, receberá { $money } até { $paid }.
remedy-guide =
    .v1 = Envio-lhe até { $date } instruções simples, passo a passo. Se não ajudarem, escreva-me de novo.
    .v2 = Receberá até { $date } instruções claras, passo a passo. Diga-me se não resolverem.
remedy-cancel-and-refund =
    .v1 = Cancelo a encomenda e reembolso-lhe { $money } até { $date }.
    .v2 = Cancelamos a encomenda e receberá { $money } como reembolso até { $date }.
remedy-extend-protection =
    .v1 = Prolongo a sua proteção de compra e confirmo-lhe isso até { $date }.
    .v2 = Fica com uma proteção de compra mais longa; confirmo-lhe isso até { $date }.
remedy-extend-protection-until =
    .v1 = Prolongo a sua proteção de compra até { $until } e confirmo-lhe isso até { $date }.
    .v2 = A sua proteção de compra vai até { $until }; confirmo-lhe isso até { $date }.
remedy-redeliver =
    .v1 = Trato até { $date } de uma nova entrega do seu pacote.
    .v2 = O seu pacote volta a sair para entrega; trato disso até { $date }.
remedy-reimburse-duty =
    .v1 = Envie-me o comprovativo, por favor, e devolvo-lhe { $money } até { $date }.
    .v2 = Devolvo-lhe { $money } até { $date }; envie-me o comprovativo, por favor.
remedy-repair =
    .v1 = Envie-nos o artigo até { $send }. Reparamo-lo sem custos e enviamo-lo de volta até { $date }.
    .v2 = A reparação é sem custos: envie-nos o artigo até { $send }, e nós enviamo-lo de volta até { $date }.
remedy-provide-document =
    .v1 = Envio-lhe o documento até { $date }.
    .v2 = Receberá o documento até { $date }.

choose-one =
    .v1 = Diga-me até { $date }, por favor, qual lhe convém mais.
    .v2 = Por favor, comunique-me a sua escolha até { $date }.
choose-single =
    .v1 = Diga-me até { $date }, por favor, se isto lhe convém.
    .v2 = Por favor, confirme-me até { $date } se concorda.

request-photo-of-items =
    .v1 = Poderia enviar-me até { $date } uma fotografia de tudo o que recebeu?
    .v2 = Ajudava-me uma fotografia de todos os artigos do pacote; envie-a até { $date }, por favor.
request-photo-of-damage =
    .v1 = Poderia enviar-me até { $date } uma fotografia nítida do dano?
    .v2 = Ajudava-me uma fotografia em que se veja o dano; envie-a até { $date }, por favor.
request-photo-of-label =
    .v1 = Poderia enviar-me até { $date } uma fotografia da etiqueta do pacote?
    .v2 = Ajudava-me uma fotografia da etiqueta do pacote; envie-a até { $date }, por favor.
request-video-of-fault =
    .v1 = Poderia enviar-me até { $date } um vídeo curto em que se veja o defeito?
    .v2 = Ajudava-me um vídeo curto do defeito; envie-o até { $date }, por favor.
request-count =
    .v1 = Poderia contar os artigos que recebeu e indicar-me o número até { $date }?
    .v2 = Diga-me até { $date }, por favor, quantos artigos recebeu.
request-address =
    .v1 = Poderia enviar-me até { $date } a sua morada de entrega completa?
    .v2 = Verifique a sua morada de entrega, por favor, e envie-ma até { $date }.
request-which-order =
    .v1 = Poderia dizer-me até { $date } de que encomenda se trata?
    .v2 = Envie-me até { $date }, por favor, o número da sua encomenda.
request-details =
    .v1 = Poderia contar-me um pouco mais sobre isto até { $date }?
    .v2 = Descreva-me em poucas palavras, por favor, até { $date }, o que se passou.

rights =
    .v1 = Os seus direitos legais mantêm-se, seja qual for a sua escolha.
    .v2 = Escolha o que escolher, mantém todos os seus direitos legais.
    .v3 = Nada disto altera os seus direitos legais.
reach-message =
    .v1 = Para falar com uma pessoa, responda aqui: a mensagem chega até mim.
    .v2 = Pode escrever-me aqui sempre que quiser; cada mensagem é lida por uma pessoa.
    .v3 = Em caso de dúvida, responda a esta mensagem: sou eu que leio e respondo.
reach-form =
    .v1 = Para falar com uma pessoa, escreva-nos aqui no caso.
    .v2 = Pode escrever-nos aqui no caso sempre que quiser; cada mensagem é lida por uma pessoa.
    .v3 = Em caso de dúvida, escreva aqui no caso: sou eu que leio e respondo.
notice-paid =
    .v1 = O seu pagamento chegou a { $date }; estamos a preparar a encomenda.
    .v2 = Recebemos o seu pagamento a { $date } e estamos a preparar a encomenda.
notice-exported =
    .v1 = O seu pacote saiu para o seu país a { $date }.
    .v2 = Desde { $date }, o seu pacote está a caminho do seu país.
notice-in-country =
    .v1 = O seu pacote chegou ao seu país a { $date }.
    .v2 = Segundo o seguimento, o pacote entrou no seu país a { $date }.
notice-out-for-delivery =
    .v1 = O seu pacote saiu para entrega a { $date }.
    .v2 = A { $date }, a transportadora levou o pacote para entrega.
notice-review =
    .v1 = Tem a sua encomenda{ $product } há alguns dias. Se quiser, escreva na loja o que pensa de verdade, seja bom ou mau.
    .v2 = Se quiser, escreva na loja o que achou da sua encomenda{ $product }. Elogios e críticas são igualmente bem-vindos.
notice-stop =
    .v1 = Se não quiser mais avisos como este, responda com a palavra PARAR.
    .v2 = Para não receber mais avisos deste tipo, responda PARAR.
closing-settled =
    .v1 = Com isto, o seu caso fica resolvido da nossa parte ({ $topic }).
    .v2 = Da nossa parte, já está tudo concluído no seu caso ({ $topic }).
    .v3 = O seu caso fica concluído da nossa parte ({ $topic }).
closing-door =
    .v1 = Se algo não estiver certo, escreva-me aqui e retomo o caso.
    .v2 = Se algo ficou em aberto, basta uma mensagem curta e retomo o caso.
    .v3 = Se voltar a precisar de mim, escreva-me aqui quando quiser.

appeal-topic =
    .v1 = Trata-se da encomenda{ $product }: { $topic }.
    .v2 = O caso refere-se à encomenda{ $product }: { $topic }.
appeal-request =
    .v1 = Pedimos o favor de reapreciarem a decisão deste caso.
    .v2 = Por favor, analisem mais uma vez este caso e a decisão tomada.
    .v3 = Pedimos que estes registos sejam tidos em conta no caso.
appeal-facts =
    .v1 = Estes são os factos segundo os nossos registos:
    .v2 = Os nossos registos mostram o seguinte:
appeal-records =
    .v1 = Enviarei os nossos registos desta encomenda até { $date }.
    .v2 = Receberão os nossos registos desta encomenda até { $date }.
appeal-answer =
    .v1 = Se precisarem de algo mais, escrevam-me aqui, por favor.
    .v2 = Em caso de dúvida sobre este caso, escrevam-me aqui, por favor.
record-order-number =
    .v1 = Número da encomenda: { $value }
record-dispatched-on =
    .v1 = Entregue à transportadora: { $date }
record-carrier =
    .v1 = Transportadora: { $value }
record-tracking-number =
    .v1 = Número de seguimento: { $value }
record-last-scan =
    .v1 = Último registo do seguimento: { $value }
record-held-since =
    .v1 = Sem movimento desde: { $date }
record-delivered-on =
    .v1 = Entregue, segundo o seguimento: { $date }
record-returned-on =
    .v1 = Encomenda devolvida a nós: { $date }
record-promised-on =
    .v1 = Data de entrega prometida: { $date }
record-refund-of =
    .v1 = Valor reembolsado: { $money }
record-refunded-on =
    .v1 = Reembolso efetuado: { $date }
record-refund-reference =
    .v1 = Referência do reembolso: { $value }

subject-proactive =
    .v1 = Sobre a sua encomenda: { $topic }
subject-milestone =
    .v1 = Novidades da sua encomenda

topic-not-dispatched =
    .v1 = encomenda ainda não enviada
topic-out-of-stock =
    .v1 = artigo sem stock
topic-customs-charges =
    .v1 = encargos alfandegários
topic-not-as-described =
    .v1 = artigo diferente da descrição
topic-defective =
    .v1 = artigo que não funciona
topic-damaged =
    .v1 = artigo danificado
topic-short-quantity =
    .v1 = artigos que faltam
topic-wrong-item =
    .v1 = artigo errado
topic-counterfeit =
    .v1 = autenticidade do artigo
topic-poor-quality =
    .v1 = qualidade do artigo
topic-misunderstanding =
    .v1 = uso do artigo
topic-order-status =
    .v1 = notícias da sua encomenda
topic-cancel-request =
    .v1 = cancelamento da encomenda
topic-change-request =
    .v1 = alteração na encomenda
topic-return-request =
    .v1 = devolução do artigo
topic-invoice-request =
    .v1 = fatura da encomenda
topic-product-question =
    .v1 = pergunta sobre o artigo
topic-praise =
    .v1 = as suas palavras amáveis
topic-other =
    .v1 = dúvida sobre a encomenda
