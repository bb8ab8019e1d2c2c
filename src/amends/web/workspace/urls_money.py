"""The addresses of money that goes out: refunds, approvals, tonight's automatic ones, many at once."""

from __future__ import annotations

from django.urls import path

from amends.web.workspace.views import approvals, bulk, refunds, tonight

urlpatterns = [
    path("approvals/", approvals.approvals, name="approvals"),
    path("approvals/limits/", approvals.limits, name="limits"),
    path("approvals/many/", approvals.many, name="approve_many"),
    path("approvals/<int:offer_id>/yes/", approvals.approve, name="approval_yes"),
    path("approvals/<int:offer_id>/no/", approvals.decline, name="approval_no"),
    path("approvals/people/<int:person_id>/", approvals.limit_person, name="limit_person"),
    path("approvals/shops/<slug:key>/", approvals.limit_shop, name="limit_shop"),
    path("bulk/", bulk.bulk, name="bulk"),
    path("bulk/people/", bulk.people, name="bulk_people"),
    path("bulk/<int:batch_id>/", bulk.batch, name="batch"),
    path("bulk/<int:batch_id>/progress/", bulk.progress, name="batch_progress"),
    path("bulk/<int:batch_id>/send/", bulk.send, name="batch_send"),
    path("bulk/<int:batch_id>/stop/", bulk.stop, name="batch_stop"),
    path("bulk/<int:batch_id>/approve/", bulk.approve, name="batch_approve"),
    path("bulk/<int:batch_id>/decline/", bulk.decline, name="batch_decline"),
    path("tonight/", tonight.tonight, name="tonight"),
    path("refunds/", refunds.refunds, name="refunds"),
    path("refunds/<int:refund_id>/confirmed/", refunds.confirmed, name="refund_confirmed"),
    path("refunds/<int:refund_id>/taken/", refunds.taken, name="refund_taken"),
    path("refunds/<int:refund_id>/put-back/", refunds.put_back, name="refund_put_back"),
    path("refunds/<int:refund_id>/sent/", refunds.sent, name="refund_sent"),
    path("refunds/<int:refund_id>/failed/", refunds.failed, name="refund_failed"),
    path("refunds/<int:refund_id>/way/", refunds.way, name="refund_way"),
    path("refunds/<int:refund_id>/dropped/", refunds.dropped, name="refund_dropped"),
    path("payments/<int:payment_id>/not-gone/", refunds.not_gone, name="payment_not_gone"),
    path("cases/<int:case_id>/owe/", refunds.ask, name="case_owe"),
]
