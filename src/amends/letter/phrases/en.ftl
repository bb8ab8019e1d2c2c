### The sentences of letters in English.
### Every phrase has its wordings as .v1, .v2, …: a second letter takes the next one, so that it repeats no sentence.
### { $product } is either empty or comes with its own leading space and brackets (product-mark).
### { $date }, { $send }, { $paid }, { $until } and { $money } are already written the way the region writes them.

## Words that other phrases are built with

product-mark =
    .v1 = { " " }({ $product })
full-price =
    .v1 = the full amount
paid-duty =
    .v1 = your customs charges
shop-team =
    .v1 = Customer service

## Greeting and sign-off

greeting-name =
    .v1 = Hello { $name },
    .v2 = Dear { $name },
    .v3 = Hi { $name },
greeting-plain =
    .v1 = Hello,
    .v2 = Hi there,
    .v3 = Hello there,
greeting-platform =
    .v1 = Dear case team,
    .v2 = Hello case team,
    .v3 = Hello to the case team,
sign-off =
    .v1 = Kind regards,
    .v2 = Best regards,
    .v3 = With best wishes,

## Thanks

thanks-message =
    .v1 = Thank you for writing to us.
    .v2 = Thank you for your message.
    .v3 = Thank you for telling us about this.
thanks-reply =
    .v1 = Thank you for your reply.
    .v2 = Thank you for getting back to us.
    .v3 = Thanks again for your message.
thanks-order =
    .v1 = Thank you for shopping with us.
    .v2 = Thank you for your order.
    .v3 = Thank you for choosing our shop.
thanks-review =
    .v1 = Thank you for your honest words.
    .v2 = Thank you for taking the time to tell us about this.
    .v3 = Thank you for sharing this with us.
thanks-closing =
    .v1 = Thank you for working with us to solve this.
    .v2 = Thank you for your friendly help with this.
    .v3 = Thank you for working this out with us.
thanks-platform =
    .v1 = Thank you for looking into this case.
    .v2 = Thank you for your work on this case.
    .v3 = Thank you for the time you are giving this case.

## The problem, as the buyer or the records tell it

ack-not-dispatched =
    .v1 = Your order{ $product } has not been sent yet.
    .v2 = Your order{ $product } is overdue: it has not left us yet.
ack-out-of-stock =
    .v1 = The item you ordered{ $product } is out of stock at the moment.
    .v2 = We cannot send your order{ $product } yet, because the item is out of stock.
ack-partial-delivery =
    .v1 = Part of your order{ $product } has arrived, but the rest has not arrived yet.
    .v2 = Your order{ $product } comes in more than one parcel, and part of it has not arrived yet.
ack-partial-delivery-of =
    .v1 = { $ordered ->
        [1] { $missing ->
           *[other] The item in your order{ $product } has not arrived yet.
        }
       *[other] { $missing ->
            [one] { $missing } of the { $ordered } items in your order{ $product } has not arrived yet.
           *[other] { $missing } of the { $ordered } items in your order{ $product } have not arrived yet.
        }
    }
    .v2 = { $ordered ->
        [1] { $missing ->
           *[other] The item you ordered{ $product } is not there yet.
        }
       *[other] { $missing ->
            [one] Your order{ $product } comes in more than one parcel: { $missing } of the { $ordered } items has not arrived yet.
           *[other] Your order{ $product } comes in more than one parcel: { $missing } of the { $ordered } items have not arrived yet.
        }
    }
ack-not-exported =
    .v1 = Your parcel{ $product } has not left the country it was sent from.
    .v2 = Your parcel{ $product } has been sent but has not left the country yet.
ack-returned-before-export =
    .v1 = Your parcel{ $product } came back to us before it left the country.
    .v2 = Your parcel{ $product } was returned to us without leaving the country.
ack-customs-held =
    .v1 = Your parcel{ $product } is still at customs.
    .v2 = Your parcel{ $product } has not come out of customs yet.
ack-customs-charges =
    .v1 = You were asked to pay customs charges for your parcel{ $product }.
    .v2 = There are customs charges on your parcel{ $product }.
ack-delivery-failed =
    .v1 = The delivery of your parcel{ $product } failed.
    .v2 = Your parcel{ $product } could not be delivered.
ack-returned-to-sender =
    .v1 = Your parcel{ $product } did not reach you and is being returned to us.
    .v2 = Your parcel{ $product } is on its way back to us instead of being with you.
ack-not-received =
    .v1 = Your parcel{ $product } has not arrived yet.
    .v2 = You have not received your parcel{ $product } so far.
ack-delivered-not-received =
    .v1 = Your parcel{ $product } is marked as delivered, and you have not received it.
    .v2 = You have not received your parcel{ $product }, although it was marked as delivered.
ack-late-delivery =
    .v1 = Your parcel{ $product } arrived late, after the promised date.
    .v2 = Your parcel{ $product } came too late.
ack-not-as-described =
    .v1 = I understand that the item{ $product } differs from its description.
    .v2 = You let us know that the item{ $product } does not match the description.
ack-defective =
    .v1 = I understand that the item{ $product } does not work as it should.
    .v2 = You let us know that the item{ $product } does not work properly.
ack-damaged =
    .v1 = I understand that the item{ $product } arrived damaged.
    .v2 = You let us know that the item{ $product } was damaged when it arrived.
ack-short-quantity =
    .v1 = I understand that part of your order{ $product } is missing.
    .v2 = You let us know that something is missing from your order{ $product }.
ack-short-quantity-some =
    .v1 = { $missing ->
        [one] I understand that { $missing } item is missing from your order{ $product }.
       *[other] I understand that { $missing } items are missing from your order{ $product }.
    }
    .v2 = { $missing ->
        [one] You let us know that { $missing } item in your order{ $product } is missing.
       *[other] You let us know that { $missing } items in your order{ $product } are missing.
    }
ack-short-quantity-of =
    .v1 = { $ordered ->
        [1] { $missing ->
           *[other] I understand that the item you ordered{ $product } is missing.
        }
       *[other] { $missing ->
            [one] I understand that { $missing } of the { $ordered } items in your order{ $product } is missing.
           *[other] I understand that { $missing } of the { $ordered } items in your order{ $product } are missing.
        }
    }
    .v2 = { $ordered ->
        [1] { $missing ->
           *[other] You let us know that the item you ordered{ $product } is missing.
        }
       *[other] { $missing ->
            [one] You ordered { $ordered } items{ $product }, and { $missing } of them is missing.
           *[other] You ordered { $ordered } items{ $product }, and { $missing } of them are missing.
        }
    }
ack-wrong-item =
    .v1 = I understand that you received the wrong item instead of the one you ordered{ $product }.
    .v2 = You let us know that a different item arrived in place of the one you ordered{ $product }.
ack-counterfeit =
    .v1 = I understand that you believe the item{ $product } is not genuine.
    .v2 = In your view the item{ $product } is not genuine, and I take that seriously.
ack-poor-quality =
    .v1 = I understand that you are not satisfied with the quality of the item{ $product }.
    .v2 = You let us know that the quality of the item{ $product } is not what you expected.
ack-misunderstanding =
    .v1 = I understand that the item{ $product } is not what you expected.
    .v2 = You expected something different from the item{ $product }.
ack-refund-not-received =
    .v1 = I understand that the money for your order{ $product } has not reached you yet.
    .v2 = You let us know that the money for your order{ $product } is still not there.
ack-charged-wrongly =
    .v1 = I understand that the amount charged for your order{ $product } does not look right.
    .v2 = You let us know that you were charged the wrong amount for your order{ $product }.
ack-unauthorised-payment =
    .v1 = I understand that you do not recognise the payment for your order{ $product }.
    .v2 = You let us know that you did not make the payment for your order{ $product }.
ack-order-status =
    .v1 = You would like to know where your order{ $product } is.
    .v2 = You are asking for news of your order{ $product }.
ack-cancel-request =
    .v1 = You would like to cancel your order{ $product }.
    .v2 = You asked us to cancel your order{ $product }.
ack-change-request =
    .v1 = You would like to change something in your order{ $product }.
    .v2 = You asked us for a change to your order{ $product }.
ack-return-request =
    .v1 = You would like to return the item{ $product }.
    .v2 = You asked us about returning the item{ $product }.
ack-invoice-request =
    .v1 = You would like an invoice for your order{ $product }.
    .v2 = You asked us for the invoice for your order{ $product }.
ack-product-question =
    .v1 = You have a question about the item{ $product }.
    .v2 = Your question is about the item{ $product }.
ack-praise =
    .v1 = I am glad to hear that you like the item{ $product }.
    .v2 = Your kind words about the item{ $product } are a joy to read.
ack-other =
    .v1 = I have received your message about your order{ $product }.
    .v2 = Your message about your order{ $product } has reached me.
ack-review-other =
    .v1 = We have read your review of your order{ $product } and would like to know what went wrong.
    .v2 = Your review of your order{ $product } matters to us: we would like to understand what was not right.

## The problem, when we write first

news-not-as-described =
    .v1 = We have noticed that the item{ $product } may differ from its description.
    .v2 = The description of the item{ $product } may not match what you receive.
news-defective =
    .v1 = We have noticed that the item{ $product } may not work as it should.
    .v2 = There may be a fault in the item{ $product } that keeps it from working properly.
news-damaged =
    .v1 = We have noticed that the item{ $product } may be damaged.
    .v2 = The item{ $product } may be damaged when it reaches you.
news-short-quantity =
    .v1 = We have noticed that part of your order{ $product } is missing.
    .v2 = Something is missing from your order{ $product }.
news-short-quantity-some =
    .v1 = { $missing ->
        [one] We have noticed that { $missing } item is missing from your order{ $product }.
       *[other] We have noticed that { $missing } items are missing from your order{ $product }.
    }
    .v2 = { $missing ->
        [one] { $missing } item in your order{ $product } is missing.
       *[other] { $missing } items in your order{ $product } are missing.
    }
news-short-quantity-of =
    .v1 = { $ordered ->
        [1] { $missing ->
           *[other] We have noticed that the item you ordered{ $product } is missing.
        }
       *[other] { $missing ->
            [one] We have noticed that { $missing } of the { $ordered } items in your order{ $product } is missing.
           *[other] We have noticed that { $missing } of the { $ordered } items in your order{ $product } are missing.
        }
    }
    .v2 = { $ordered ->
        [1] { $missing ->
           *[other] The item in your order{ $product } is missing.
        }
       *[other] { $missing ->
            [one] { $missing } of the { $ordered } items in your order{ $product } is missing.
           *[other] { $missing } of the { $ordered } items in your order{ $product } are missing.
        }
    }
news-wrong-item =
    .v1 = We have noticed that the wrong item may have been packed for your order{ $product }.
    .v2 = The item in your parcel may not be the one you ordered{ $product }.
news-counterfeit =
    .v1 = We are checking whether the item{ $product } is genuine.
    .v2 = There is a question about whether the item{ $product } is genuine, and we are looking into it.
news-poor-quality =
    .v1 = We have noticed that the quality of the item{ $product } may not be as it should be.
    .v2 = The quality of the item{ $product } may fall short of what you expect from us.
news-misunderstanding =
    .v1 = We would like to explain to you how the item{ $product } is meant to be used.
    .v2 = There is something about the item{ $product } that we should explain better.
news-refund-not-received =
    .v1 = The refund for your order{ $product } has not been completed yet.
    .v2 = We have noticed that your refund for the order{ $product } is still outstanding.
news-charged-wrongly =
    .v1 = We have noticed that the amount charged for your order{ $product } may be wrong.
    .v2 = The amount you were charged for your order{ $product } may not be right.
news-unauthorised-payment =
    .v1 = There is a question about the payment for your order{ $product }.
    .v2 = We would like to check the payment for your order{ $product } with you.
news-order =
    .v1 = I have news about your order{ $product }.
    .v2 = Here is the latest on your order{ $product }.

## Regret, responsibility, care

apology =
    .v1 = I am sorry.
    .v2 = I am very sorry.
    .v3 = Please accept my apologies.
own-fault =
    .v1 = This was our mistake.
    .v2 = The mistake was ours.
    .v3 = We got this wrong.
repeat-contact =
    .v1 = You have written to us about this before, and you should not have had to write again.
    .v2 = I know that this is not your first message about it, so I am now dealing with it personally.
safety =
    .v1 = Please stop using the item until this is settled: your safety comes first.
    .v2 = For your safety, please do not use the item for now.
manager =
    .v1 = As you asked, I will show your case to my manager and tell you the answer by { $date }.
    .v2 = My manager will look at your case, as you asked, and you will hear from me by { $date }.
stay-here =
    .v1 = Please let us keep everything in this conversation, so that you stay fully protected.
    .v2 = It is safest for you if we keep writing to each other here.

## The promise to help

help-options =
    .v1 = I will put this right for you.
    .v2 = I will take care of this for you myself.
    .v3 = I will make sure that this is solved for you.
help-date =
    .v1 = I will take care of this and write to you by { $date } with what I can do.
    .v2 = I am working on this myself and will give you a clear answer by { $date }.
    .v3 = I will look after this for you; you will hear from me by { $date }.
help-acknowledge =
    .v1 = I will help you with this and send you an answer by { $date }.
    .v2 = I am looking after this for you and will write to you by { $date }.
    .v3 = I will look into it carefully and come back to you with an answer by { $date }.
help-watch =
    .v1 = I will keep an eye on it and write to you again by { $date }.
    .v2 = I will check it again for you and send you news by { $date }.
    .v3 = I will keep following it and let you know by { $date } where it stands.
help-review =
    .v1 = Please write to us from your order page, so that we can put this right for you.
    .v2 = We would like to solve this with you: please send us a message from your order page.
    .v3 = Send us a message from your order page, and we will help you.

## The cause, as far as the evidence goes

cause-confirmed-seller =
    .v1 = We have checked it carefully: the mistake was on our side.
    .v2 = Our records show that the mistake was on our side.
cause-confirmed-carrier =
    .v1 = Our records show that this happened while the carrier had your parcel.
    .v2 = We have checked it carefully: your parcel was with the carrier at the time.
cause-confirmed-customs =
    .v1 = Our records show that the reason lies with customs.
    .v2 = We have checked it carefully: the reason lies with customs.
cause-confirmed-platform =
    .v1 = Our records show that the reason lies with the platform.
    .v2 = We have checked it carefully: the reason lies with the platform.
cause-confirmed-buyer =
    .v1 = We have found out what happened, and I will gladly help you with it.
    .v2 = The reason is clear to us now, and I am here to help you with it.
cause-likely-seller =
    .v1 = The mistake was probably on our side; we are still checking this.
    .v2 = It is likely that the mistake was on our side, and we are looking into it.
cause-likely-carrier =
    .v1 = This probably happened on the way to you; we are still checking it.
    .v2 = It is likely that this happened on the way to you, and we are looking into it.
cause-likely-customs =
    .v1 = This probably has to do with the check at the border; we are looking into it.
    .v2 = It is likely that the check at the border plays a part here, and we are looking into it.
cause-likely-platform =
    .v1 = There was probably a technical fault; we are still checking this.
    .v2 = It is likely that this is a technical matter, and we are looking into it.
cause-likely-buyer =
    .v1 = There was probably a misunderstanding; we are still checking this.
    .v2 = It is likely that there was a misunderstanding, and we are looking into it.
cause-unknown =
    .v1 = We do not know yet what happened. Whatever the cause, we will put it right.
    .v2 = What exactly happened is not clear yet. Whatever the reason, we will put it right for you.
    .v3 = We are still finding out what happened. Whatever we find, we will make it good.

## Facts

fact-last-scan =
    .v1 = The last entry in the tracking is: { $value }.
    .v2 = The tracking now shows: { $value }.
fact-dispatched-on =
    .v1 = Your parcel left us on { $date }.
    .v2 = We sent the parcel on { $date }.
fact-delivered-on =
    .v1 = The tracking shows delivery on { $date }.
    .v2 = According to the tracking, it was delivered on { $date }.
fact-expected-on =
    .v1 = The expected delivery date is { $date }.
    .v2 = Delivery is expected on { $date }.
fact-promised-on =
    .v1 = The promised delivery date was { $date }.
    .v2 = You were promised delivery by { $date }.
fact-held-since =
    .v1 = Your parcel has not moved since { $date }.
    .v2 = There has been no movement since { $date }.
fact-returned-on =
    .v1 = The parcel came back to us on { $date }.
    .v2 = We received the parcel back on { $date }.
fact-stock-back =
    .v1 = We expect new stock on { $date }.
    .v2 = The item should be back in stock on { $date }.
fact-counted =
    .v1 = Our count is: { $value }.
    .v2 = We have counted: { $value }.
fact-missing =
    .v1 = Missing according to our check: { $value }.
    .v2 = By our check, this is missing: { $value }.
fact-counted-items =
    .v1 = { $count ->
        [one] We counted { $count } item.
       *[other] We counted { $count } items.
    }
    .v2 = { $count ->
        [one] By our count there is { $count } item.
       *[other] By our count there are { $count } items.
    }
fact-missing-items =
    .v1 = { $count ->
        [one] According to our check, { $count } item is missing.
       *[other] According to our check, { $count } items are missing.
    }
    .v2 = { $count ->
        [one] We have checked it: { $count } item is missing.
       *[other] We have checked it: { $count } items are missing.
    }
fact-refund-of =
    .v1 = Your refund is { $money } in total.
    .v2 = The refund comes to { $money } altogether.
fact-refunded-on =
    .v1 = We sent the refund on { $date }.
    .v2 = The refund was sent on { $date }.
fact-refund-reference =
    .v1 = The reference of the refund is { $value }.
    .v2 = You find the refund under the reference { $value }.
fact-carrier =
    .v1 = Your parcel is being carried by { $value }.
    .v2 = The carrier of the parcel is { $value }.
fact-tracking-number =
    .v1 = The tracking number is { $value }.
    .v2 = The parcel can be followed with the number { $value }.
fact-order-number =
    .v1 = This is about order { $value }.
    .v2 = Your order number is { $value }.
fact-checked =
    .v1 = We have checked this: { $value }.
    .v2 = This is what we have checked: { $value }.

## The options

options-suggest =
    .v1 = You can choose, and I suggest A:
    .v2 = The choice is yours; A is what I suggest:
options-plain =
    .v1 = You can choose one of these:
    .v2 = These are your options:
offer-single =
    .v1 = This is what I can do for you:
    .v2 = Here is my offer:
agreed-intro =
    .v1 = This is what we will do now:
    .v2 = These are the next steps:

remedy-full-refund =
    .v1 = I will refund you { $money } by { $date }.
    .v2 = You will get a refund of { $money } from us by { $date }.
remedy-full-refund-keep =
    .v1 = I will refund you { $money } by { $date }. You do not need to send anything back.
    .v2 = You will get a refund of { $money } from us by { $date }, without sending anything back.
remedy-partial-refund =
    .v1 = I will refund you { $money } of the price by { $date }.
    .v2 = You will get a refund of { $money } of the price by { $date }.
remedy-partial-refund-keep =
    .v1 = I will refund you { $money } of the price by { $date }, and you keep everything you have.
    .v2 = You keep everything you have and will get a refund of { $money } by { $date }.
remedy-reship =
    .v1 = I will send your order again free of charge by { $date }.
    .v2 = We will send you a new parcel at no cost to you; it leaves by { $date }.
remedy-reship-keep =
    .v1 = I will send you a new item free of charge by { $date }, and you keep the first one.
    .v2 = You will get a new item at no cost to you; it leaves by { $date }. The first one stays with you.
remedy-reship-missing =
    .v1 = I will send you what is missing free of charge by { $date }, and you keep everything you have.
    .v2 = You keep everything you have, and we will send you the missing part at no cost by { $date }.
remedy-reship-missing-some =
    .v1 = { $missing ->
        [1] I will send you the missing item free of charge by { $date }, and you keep everything you have.
       *[other] I will send you the { $missing } missing items free of charge by { $date }, and you keep everything you have.
    }
    .v2 = { $missing ->
        [1] You keep everything you have, and we will send you the missing item at no cost by { $date }.
       *[other] You keep everything you have, and we will send you the { $missing } missing items at no cost by { $date }.
    }
remedy-return-and-refund =
    .v1 = You send the item back by { $send }, and I will refund you { $money } by { $date }.
    .v2 = Please return the item by { $send }; you will get a refund of { $money } by { $date }.
remedy-exchange =
    .v1 = I will exchange the item: please send it back by { $send }. The new one leaves by { $date }.
    .v2 = You will get a new item in exchange; it leaves by { $date }. Please send the first one back by { $send }.
remedy-coupon =
    .v1 = I will send you a coupon worth { $money } for your next order by { $date }.
    .v2 = You will get a coupon worth { $money } for a later order by { $date }.
remedy-coupon-open =
    .v1 = I will send you a coupon for your next order by { $date }.
    .v2 = You will get a coupon for a later order by { $date }.
remedy-gift =
    .v1 = I will send you a gift worth { $money }; it leaves by { $date }.
    .v2 = You will get a gift worth { $money } from us; we will send it by { $date }.
remedy-gift-open =
    .v1 = I will send you a gift; it leaves by { $date }.
    .v2 = You will get a gift from us; we will send it by { $date }.
remedy-wait =
    .v1 = You wait until { $date }; your parcel should be with you by then. If it is not, I will write to you that day.
    .v2 = If you wait until { $date }, your parcel should reach you. Should it not be there, I will write to you that day.
remedy-wait-paid =
    .v1 = I will pay you { $money } for the delay by { $paid } if you can wait for your parcel until { $date }. If it is not there, I will write to you that day.
    .v2 = You will get { $money } for the delay by { $paid } if you wait for your parcel until { $date }. Should it not be there, I will write to you that day.
remedy-wait-dispatch =
    .v1 = You wait until { $date } for the item; your order leaves us by then.
    .v2 = If you wait until { $date }, we will send your order by then.
remedy-wait-dispatch-paid =
    .v1 = You wait until { $date }; your order leaves us by then. I will pay you { $money } for the delay by { $paid }.
    .v2 = If you wait until { $date }, we will send your order by then, and you will get { $money } for the delay by { $paid }.
remedy-guide =
    .v1 = I will send you simple step-by-step instructions by { $date }. If they do not help, write to me again.
    .v2 = You will get clear step-by-step instructions from me by { $date }. Tell me if they do not solve it.
remedy-cancel-and-refund =
    .v1 = I will cancel the order and refund you { $money } by { $date }.
    .v2 = We will cancel the order, and you will get a refund of { $money } by { $date }.
remedy-extend-protection =
    .v1 = I will extend your buyer protection and confirm it to you by { $date }.
    .v2 = You will get longer buyer protection, and I will confirm it by { $date }.
remedy-extend-protection-until =
    .v1 = I will extend your buyer protection until { $until } and confirm it to you by { $date }.
    .v2 = Your buyer protection will run until { $until }; I will confirm it by { $date }.
remedy-redeliver =
    .v1 = I will arrange a new delivery of your parcel by { $date }.
    .v2 = Your parcel goes out for delivery again; I will arrange it by { $date }.
remedy-reimburse-duty =
    .v1 = Please send me the receipt, and I will pay you back { $money } by { $date }.
    .v2 = I will pay you back { $money } by { $date }; please send me the receipt.
remedy-repair =
    .v1 = Please send the item to us by { $send }. We will repair it free of charge and send it back by { $date }.
    .v2 = We will repair the item at no cost to you: you send it to us by { $send }, and we will send it back by { $date }.
remedy-provide-document =
    .v1 = I will send you the document by { $date }.
    .v2 = You will get the document from me by { $date }.

choose-one =
    .v1 = Please tell me by { $date } which one suits you best.
    .v2 = Please let me know your choice by { $date }.
choose-single =
    .v1 = Please tell me by { $date } whether this suits you.
    .v2 = Please let me know by { $date } if you agree.

## The one request

request-photo-of-items =
    .v1 = Please send me a photo of everything you received by { $date }.
    .v2 = A photo of all the items in your parcel would help me; please send it by { $date }.
request-photo-of-damage =
    .v1 = Please send me a clear photo of the damage by { $date }.
    .v2 = A photo that shows the damage would help me; please send it by { $date }.
request-photo-of-label =
    .v1 = Please send me a photo of the label on the parcel by { $date }.
    .v2 = A photo of the parcel label would help me; please send it by { $date }.
request-video-of-fault =
    .v1 = Please send me a short video that shows the fault by { $date }.
    .v2 = A short video of the fault would help me; please send it by { $date }.
request-count =
    .v1 = Please count the items you received and tell me the number by { $date }.
    .v2 = Please tell me by { $date } how many items you received.
request-address =
    .v1 = Please send me your full delivery address by { $date }.
    .v2 = Please check your delivery address and send it to me by { $date }.
request-which-order =
    .v1 = Please tell me by { $date } which order this is about.
    .v2 = Please send me the number of your order by { $date }.
request-details =
    .v1 = Please tell me a little more about it by { $date }.
    .v2 = Please describe to me in a few words what happened by { $date }.

## Rights, the way to a person, the end

rights =
    .v1 = Your legal rights stay the same, whatever you choose.
    .v2 = Whichever way you choose, you keep all your legal rights.
    .v3 = None of this changes your legal rights.
reach-message =
    .v1 = To speak to a person, reply here: your message comes to me.
    .v2 = You can always write to me here; a person reads every message.
    .v3 = If anything is unclear, just reply to this message; I read and answer it myself.
reach-form =
    .v1 = To speak to a person, write to us here in the case.
    .v2 = You can always write to us here in the case; a person reads every message.
    .v3 = If anything is unclear, write here in the case; I read and answer it myself.
notice-paid =
    .v1 = Your payment arrived on { $date }; we are preparing your order.
    .v2 = We received your payment on { $date } and are getting your order ready.
notice-exported =
    .v1 = Your parcel left for your country on { $date }.
    .v2 = On { $date } your parcel set off for your country.
notice-in-country =
    .v1 = Your parcel reached your country on { $date }.
    .v2 = The tracking shows that your parcel came into your country on { $date }.
notice-out-for-delivery =
    .v1 = The carrier took your parcel out for delivery on { $date }.
    .v2 = On { $date } your parcel went out for delivery.
notice-review =
    .v1 = You have had your order{ $product } for a few days. If you wish, you can review it honestly in the shop, good or bad.
    .v2 = If you wish, write in the shop how you find your order{ $product }. Praise and criticism are equally welcome.
notice-stop =
    .v1 = If you want no more notices like this, reply with the word STOP.
    .v2 = To receive no more of these notices, answer with the word STOP.
closing-settled =
    .v1 = Your case is now settled on our side ({ $topic }).
    .v2 = Everything in your case has now been done on our side ({ $topic }).
    .v3 = Your case is now complete on our side ({ $topic }).
closing-door =
    .v1 = If anything is not right, write to me here, and I will take it up again.
    .v2 = Should anything still be open, a short message is enough, and I will take it up again.
    .v3 = If you need me again, write to me here at any time.

## Appeal to a platform

appeal-topic =
    .v1 = This is about the order{ $product }: { $topic }.
    .v2 = The case concerns the order{ $product }: { $topic }.
appeal-request =
    .v1 = We kindly ask you to look at the decision in this case again.
    .v2 = Please look at this case and its decision once more.
    .v3 = We ask you to take these records into account in this case.
appeal-facts =
    .v1 = These are the facts from our records:
    .v2 = Our records show the following:
appeal-records =
    .v1 = I will send you our records for this order by { $date }.
    .v2 = You will get our records for this order by { $date }.
appeal-answer =
    .v1 = If you need anything more, please write to me here.
    .v2 = For any question about this case, please write to me here.
record-order-number =
    .v1 = Order number: { $value }
record-dispatched-on =
    .v1 = Handed to the carrier: { $date }
record-carrier =
    .v1 = Carrier: { $value }
record-tracking-number =
    .v1 = Tracking number: { $value }
record-last-scan =
    .v1 = Latest tracking entry: { $value }
record-held-since =
    .v1 = No movement since: { $date }
record-delivered-on =
    .v1 = Delivered according to the tracking: { $date }
record-returned-on =
    .v1 = Parcel returned to us: { $date }
record-promised-on =
    .v1 = Promised delivery date: { $date }
record-refund-of =
    .v1 = Amount refunded: { $money }
record-refunded-on =
    .v1 = Refund made: { $date }
record-refund-reference =
    .v1 = Reference of the refund: { $value }

## Subjects of emails

subject-acknowledge =
    .v1 = We have your message: { $topic }
subject-reply =
    .v1 = Your message to us: { $topic }
subject-follow-up =
    .v1 = News on your case: { $topic }
subject-proactive =
    .v1 = About your order: { $topic }
subject-milestone =
    .v1 = News about your order
subject-closing =
    .v1 = Your case is settled: { $topic }
subject-appeal =
    .v1 = Request to look at a decision again: { $topic }

## What a case is about, in two or three words

topic-not-dispatched =
    .v1 = order not sent yet
topic-out-of-stock =
    .v1 = item out of stock
topic-partial-delivery =
    .v1 = delivery in several parts
topic-not-exported =
    .v1 = parcel not moving on
topic-returned-before-export =
    .v1 = parcel came back to us
topic-customs-held =
    .v1 = parcel at customs
topic-customs-charges =
    .v1 = customs charges
topic-delivery-failed =
    .v1 = parcel not delivered
topic-returned-to-sender =
    .v1 = parcel on its way back
topic-not-received =
    .v1 = parcel not arrived yet
topic-delivered-not-received =
    .v1 = parcel marked as delivered
topic-late-delivery =
    .v1 = late delivery
topic-not-as-described =
    .v1 = item differs from its description
topic-defective =
    .v1 = item does not work
topic-damaged =
    .v1 = damaged item
topic-short-quantity =
    .v1 = missing items
topic-wrong-item =
    .v1 = wrong item
topic-counterfeit =
    .v1 = whether the item is genuine
topic-poor-quality =
    .v1 = quality of the item
topic-misunderstanding =
    .v1 = how the item is used
topic-refund-not-received =
    .v1 = refund not received
topic-charged-wrongly =
    .v1 = amount charged
topic-unauthorised-payment =
    .v1 = payment not recognised
topic-order-status =
    .v1 = status of your order
topic-cancel-request =
    .v1 = cancellation of your order
topic-change-request =
    .v1 = change to your order
topic-return-request =
    .v1 = return of your order
topic-invoice-request =
    .v1 = invoice for your order
topic-product-question =
    .v1 = question about the item
topic-praise =
    .v1 = your kind words
topic-other =
    .v1 = question about the order
