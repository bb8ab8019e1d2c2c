"""Every action that the journal knows, with its words for people."""

from __future__ import annotations

#: action -> (简体中文, English)
ACTIONS: dict[str, tuple[str, str]] = {
    "case.opened": ("开启案件", "Case opened"),
    "case.joined": ("新信号并入案件", "Another signal joined the case"),
    "case.kind_set": ("确定纠纷类型", "Kind of dispute set"),
    "case.order_set": ("确定订单", "Order found"),
    "case.assigned": ("分配负责人", "Assigned"),
    "case.waiting": ("设为等待", "Set to wait"),
    "case.no_answer_needed": ("标记无需回复", "No answer needed"),
    "case.fault_set": ("确定责任方", "Fault set"),
    "case.noted": ("添加备注", "Note added"),
    "case.answered": ("买家答复方案", "Buyer answered the offer"),
    "case.closed": ("关闭案件", "Case closed"),
    "case.reopened": ("重新开启案件", "Case reopened"),
    "deadline.set": ("设定期限", "Deadline set"),
    "deadline.met": ("期限内完成", "Deadline met"),
    "deadline.passed_safe": ("超过安全时间", "Safe time passed"),
    "deadline.missed": ("错过期限", "Deadline missed"),
    "offer.proposed": ("系统提出方案", "Options proposed"),
    "offer.chosen": ("选定方案", "Options chosen"),
    "offer.approved": ("主管批准", "Approved"),
    "reply.drafted": ("起草回信", "Letter drafted"),
    "reply.edited": ("修改回信", "Letter edited"),
    "reply.queued": ("回信待发送", "Letter queued"),
    "reply.undone": ("撤回发送", "Sending undone"),
    "reply.sent": ("回信已发送", "Letter sent"),
    "reply.failed": ("发送失败", "Sending failed"),
    "reply.overridden": ("主管放行", "Lint overridden by a lead"),
    "promise.made": ("作出承诺", "Promise made"),
    "promise.kept": ("兑现承诺", "Promise kept"),
    "promise.broken": ("未按期兑现", "Promise overdue"),
    "promise.released": ("取消承诺", "Promise no longer due"),
    "refund.booked": ("登记退款", "Refund booked"),
    "refund.voided": ("作废退款登记", "Refund entry voided"),
    "exhibit.kept": ("留存证据", "Exhibit kept"),
    "pack.built": ("生成证据包", "Evidence pack built"),
    "import.started": ("开始导入", "Import started"),
    "import.finished": ("完成导入", "Import finished"),
    "import.failed": ("导入失败", "Import failed"),
    "import.undone": ("撤销导入", "Import undone"),
    "shop.created": ("创建店铺", "Shop created"),
    "shop.changed": ("修改店铺", "Shop changed"),
    "person.added": ("添加人员", "Person added"),
    "person.language_chosen": ("选择界面语言", "Language of the screens chosen"),
    "organisation.corrections_agreed": ("同意保留更正用于训练", "Agreed to keep corrections for training"),
    "person.allowed": ("授予权限", "Access given"),
    "rate.set": ("设定汇率", "Exchange rate set"),
    "mapping.saved": ("保存列映射", "Column mapping saved"),
}


def action_label(action: str, language: str) -> str:
    zh, en = ACTIONS[action]
    return zh if language.startswith("zh") else en
