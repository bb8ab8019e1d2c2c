"""Every name of the system, once.

The values are the words that the code, the database, the API, the command line and the screens use.
What they are called for a person is in ``core/labels.py``.
"""

from __future__ import annotations

from enum import StrEnum


class KindGroup(StrEnum):
    LOGISTICS = "logistics"
    QUALITY = "quality"
    MONEY = "money"
    REQUEST = "request"
    OTHER = "other"


class Kind(StrEnum):
    """What a dispute is about; one per case."""

    NOT_DISPATCHED = "not_dispatched"
    OUT_OF_STOCK = "out_of_stock"
    PARTIAL_DELIVERY = "partial_delivery"
    NOT_EXPORTED = "not_exported"
    RETURNED_BEFORE_EXPORT = "returned_before_export"
    CUSTOMS_HELD = "customs_held"
    CUSTOMS_CHARGES = "customs_charges"
    DELIVERY_FAILED = "delivery_failed"
    RETURNED_TO_SENDER = "returned_to_sender"
    NOT_RECEIVED = "not_received"
    DELIVERED_NOT_RECEIVED = "delivered_not_received"
    LATE_DELIVERY = "late_delivery"
    NOT_AS_DESCRIBED = "not_as_described"
    DEFECTIVE = "defective"
    DAMAGED = "damaged"
    SHORT_QUANTITY = "short_quantity"
    WRONG_ITEM = "wrong_item"
    COUNTERFEIT = "counterfeit"
    POOR_QUALITY = "poor_quality"
    MISUNDERSTANDING = "misunderstanding"
    REFUND_NOT_RECEIVED = "refund_not_received"
    CHARGED_WRONGLY = "charged_wrongly"
    UNAUTHORISED_PAYMENT = "unauthorised_payment"
    ORDER_STATUS = "order_status"
    CANCEL_REQUEST = "cancel_request"
    CHANGE_REQUEST = "change_request"
    RETURN_REQUEST = "return_request"
    INVOICE_REQUEST = "invoice_request"
    PRODUCT_QUESTION = "product_question"
    PRAISE = "praise"
    OTHER = "other"

    @property
    def group(self) -> KindGroup:
        return _GROUP_OF[self]


_GROUP_OF: dict[Kind, KindGroup] = {}
for _group, _kinds in {
    KindGroup.LOGISTICS: "not_dispatched out_of_stock partial_delivery not_exported returned_before_export "
    "customs_held customs_charges delivery_failed returned_to_sender not_received delivered_not_received "
    "late_delivery",
    KindGroup.QUALITY: "not_as_described defective damaged short_quantity wrong_item counterfeit poor_quality "
    "misunderstanding",
    KindGroup.MONEY: "refund_not_received charged_wrongly unauthorised_payment",
    KindGroup.REQUEST: "order_status cancel_request change_request return_request invoice_request product_question",
    KindGroup.OTHER: "praise other",
}.items():
    for _kind in _kinds.split():
        _GROUP_OF[Kind(_kind)] = _group


class Flag(StrEnum):
    """What else is true of a message or a case; any number."""

    REVIEW_THREAT = "review_threat"
    EXTORTION = "extortion"
    CHARGEBACK_THREAT = "chargeback_threat"
    LEGAL_THREAT = "legal_threat"
    SAFETY_HAZARD = "safety_hazard"
    MANAGER_REQUESTED = "manager_requested"
    REPEAT_CONTACT = "repeat_contact"
    OFF_PLATFORM = "off_platform"
    REPEAT_CLAIMANT = "repeat_claimant"


class Remedy(StrEnum):
    """What the seller can do for the buyer (the last six only where ``available`` names them)."""

    FULL_REFUND = "full_refund"
    PARTIAL_REFUND = "partial_refund"
    RESHIP = "reship"
    RESHIP_MISSING = "reship_missing"
    RETURN_AND_REFUND = "return_and_refund"
    EXCHANGE = "exchange"
    COUPON = "coupon"
    GIFT = "gift"
    WAIT = "wait"
    GUIDE = "guide"
    CANCEL_AND_REFUND = "cancel_and_refund"
    APOLOGISE = "apologise"
    DEFEND = "defend"
    REPORT = "report"
    EXTEND_PROTECTION = "extend_protection"
    REDELIVER = "redeliver"
    REIMBURSE_DUTY = "reimburse_duty"
    REPAIR = "repair"
    PROVIDE_DOCUMENT = "provide_document"


BASIC_REMEDIES: tuple[Remedy, ...] = tuple(Remedy)[:14]


class Recovery(StrEnum):
    """What the seller does for herself: money to get back, with deadlines of its own."""

    TRACE = "trace"
    CARRIER_CLAIM = "carrier_claim"
    SUPPLIER_CLAIM = "supplier_claim"
    PLATFORM_CLAIM = "platform_claim"
    APPEAL = "appeal"


class Party(StrEnum):
    """Who brought a cause about."""

    SELLER = "seller"
    CARRIER = "carrier"
    CUSTOMS = "customs"
    BUYER = "buyer"
    PLATFORM = "platform"
    UNKNOWN = "unknown"


class CauseStatus(StrEnum):
    CONFIRMED = "confirmed"
    LIKELY = "likely"
    UNKNOWN = "unknown"


class Fault(StrEnum):
    """Whose fault a case is decided as; ``buyer`` is set by a person with evidence only."""

    SELLER = "seller"
    CARRIER = "carrier"
    CUSTOMS = "customs"
    BUYER = "buyer"
    UNKNOWN = "unknown"


class CaseStage(StrEnum):
    """Steps of a case: ISO 10002 names, the middle three from UNCITRAL's notes on ODR."""

    RECEIVED = "received"
    ACKNOWLEDGED = "acknowledged"
    ASSESSED = "assessed"
    NEGOTIATING = "negotiating"
    FACILITATED = "facilitated"
    FINAL = "final"
    SETTLED = "settled"
    FULFILLED = "fulfilled"
    FOLLOW_UP = "follow_up"
    CLOSED = "closed"


class ReturnStep(StrEnum):
    AUTHORISED = "authorised"
    SHIPPED = "shipped"
    RECEIVED = "received"
    INSPECTED = "inspected"
    REFUND_DUE = "refund_due"


class Turn(StrEnum):
    """Who has to act next."""

    SELLER = "seller"
    BUYER = "buyer"
    PLATFORM = "platform"
    CARRIER = "carrier"
    NOBODY = "nobody"


class Leg(StrEnum):
    """Where a parcel is on its way."""

    PRE_DISPATCH = "pre_dispatch"
    ORIGIN = "origin"
    EXPORT_CUSTOMS = "export_customs"
    LINEHAUL = "linehaul"
    IMPORT_CUSTOMS = "import_customs"
    DESTINATION = "destination"
    PICKUP_POINT = "pickup_point"
    DELIVERED = "delivered"
    RETURNING = "returning"
    RETURNED = "returned"
    LOST = "lost"


class TrackingSource(StrEnum):
    """Who reported a tracking event, and so whose codes it carries."""

    AFTERSHIP = "aftership"
    TRACK17 = "17track"
    CAINIAO = "cainiao"
    KARRIO = "karrio"
    PLAIN = "plain"


class Platform(StrEnum):
    """Where the order was sold or the payment was made: the ids of the rules data, and ``own_shop``."""

    ALIEXPRESS = "aliexpress"
    AMAZON = "amazon"
    EBAY = "ebay"
    WISH = "wish"
    SHOPEE = "shopee"
    LAZADA = "lazada"
    TIKTOK_SHOP = "tiktok_shop"
    TEMU = "temu"
    WALMART = "walmart"
    ETSY = "etsy"
    MERCADO_LIBRE = "mercado_libre"
    OZON = "ozon"
    WILDBERRIES = "wildberries"
    SHOPIFY_PAYMENTS = "shopify_payments"
    STRIPE = "stripe"
    PAYPAL = "paypal"
    ADYEN = "adyen"
    OWN_SHOP = "own_shop"


class Fulfilment(StrEnum):
    SELLER = "seller"
    PLATFORM = "platform"
    MANAGED = "managed"


class InboundChannel(StrEnum):
    """Where a buyer's text came from."""

    MESSAGE = "message"
    DISPUTE = "dispute"
    REVIEW = "review"


class LetterChannel(StrEnum):
    MESSAGE = "message"
    EMAIL = "email"
    REVIEW = "review"
    FORM = "form"


class LetterStage(StrEnum):
    ACKNOWLEDGE = "acknowledge"
    FIRST_REPLY = "first_reply"
    FOLLOW_UP = "follow_up"
    PROACTIVE = "proactive"
    MILESTONE = "milestone"
    REVIEW_REPLY = "review_reply"
    CLOSING = "closing"
    APPEAL = "appeal"


class Milestone(StrEnum):
    """What a buyer can be told of her order's way without having asked, in its order."""

    PAID = "paid"
    SENT = "sent"
    EXPORTED = "exported"
    IN_COUNTRY = "in_country"
    OUT_FOR_DELIVERY = "out_for_delivery"
    DELIVERED = "delivered"
    REVIEW = "review"


class EvidenceType(StrEnum):
    DELIVERY_PROOF = "delivery_proof"
    DELIVERY_SIGNATURE = "delivery_signature"
    TRACKING_HISTORY = "tracking_history"
    PACKING_PHOTO = "packing_photo"
    PACKING_WEIGHT = "packing_weight"
    LISTING_SNAPSHOT = "listing_snapshot"
    ORDER_RECORD = "order_record"
    TEST_REPORT = "test_report"
    CERTIFICATE = "certificate"
    CHAT_RECORD = "chat_record"
    BUYER_PHOTO = "buyer_photo"
    BUYER_VIDEO = "buyer_video"
    SIMILAR_CASES = "similar_cases"


class FactWhat(StrEnum):
    """What a fact in a letter is about. Values: dates as ISO dates, money as ``12.50 EUR``, else plain text."""

    LAST_SCAN = "last_scan"
    DISPATCHED_ON = "dispatched_on"
    DELIVERED_ON = "delivered_on"
    EXPECTED_ON = "expected_on"
    PROMISED_ON = "promised_on"
    HELD_SINCE = "held_since"
    RETURNED_ON = "returned_on"
    STOCK_BACK = "stock_back"
    COUNTED = "counted"
    MISSING = "missing"
    REFUND_OF = "refund_of"
    REFUNDED_ON = "refunded_on"
    REFUND_REFERENCE = "refund_reference"
    CARRIER = "carrier"
    TRACKING_NUMBER = "tracking_number"
    ORDER_NUMBER = "order_number"
    CHECKED = "checked"


class PromiseWhat(StrEnum):
    REFUND_BY = "refund_by"
    DISPATCH_BY = "dispatch_by"
    ANSWER_BY = "answer_by"
    ARRIVE_BY = "arrive_by"
    DOCUMENT_BY = "document_by"


class RequestWhat(StrEnum):
    """What a letter may ask the buyer for; one at most per letter."""

    PHOTO_OF_ITEMS = "photo_of_items"
    PHOTO_OF_DAMAGE = "photo_of_damage"
    PHOTO_OF_LABEL = "photo_of_label"
    VIDEO_OF_FAULT = "video_of_fault"
    COUNT = "count"
    ADDRESS = "address"
    WHICH_ORDER = "which_order"
    DETAILS = "details"


class Supply(StrEnum):
    """What a buyer's answer brings with it."""

    PHOTO = "photo"
    VIDEO = "video"
    ADDRESS = "address"
    COUNT = "count"
    ORDER_NUMBER = "order_number"


class Gate(StrEnum):
    """What blocks an option; in the order in which the gates are asked."""

    LAW = "law"
    PLATFORM = "platform"
    SAFETY = "safety"
    HONESTY = "honesty"
    FEASIBILITY = "feasibility"
    APPROVAL = "approval"
    BUDGET = "budget"


class LintRule(StrEnum):
    THANKS_FIRST = "thanks_first"
    APOLOGY_MISSING = "apology_missing"
    APOLOGY_REPEATED = "apology_repeated"
    PROBLEM_NOT_RESTATED = "problem_not_restated"
    NO_OPTIONS = "no_options"
    ASKS_BUYER_TO_SOLVE = "asks_buyer_to_solve"
    WAIT_WITHOUT_DATE = "wait_without_date"
    SHOUTING = "shouting"
    LONG_SENTENCES = "long_sentences"
    JARGON = "jargon"
    BLAME_WITHOUT_EVIDENCE = "blame_without_evidence"
    UNHEDGED_CAUSE = "unhedged_cause"
    MINIMISING = "minimising"
    FRIVOLOUS_TONE = "frivolous_tone"
    CLAIM_WITHOUT_EVIDENCE = "claim_without_evidence"
    BENEFIT_FOR_REVIEW = "benefit_for_review"
    REVIEW_PRESSURE = "review_pressure"
    RIGHTS_DENIED = "rights_denied"
    CANCEL_DISPUTE_FIRST = "cancel_dispute_first"
    DEAD_ODR_LINK = "dead_odr_link"
    OFF_PLATFORM_CONTACT = "off_platform_contact"
    EXTERNAL_LINK = "external_link"
    AMOUNT_NOT_APPROVED = "amount_not_approved"
    PROMISE_NOT_APPROVED = "promise_not_approved"
    AMBIGUOUS_DATE = "ambiguous_date"
    WRONG_LANGUAGE = "wrong_language"
    NUMBERS_LOST = "numbers_lost"
    PERSONAL_DATA = "personal_data"
    EMPTY_REPLY = "empty_reply"
    HOUSE_WORD = "house_word"


LINT_WARNINGS: frozenset[LintRule] = frozenset(
    {
        LintRule.THANKS_FIRST,
        LintRule.APOLOGY_REPEATED,
        LintRule.PROBLEM_NOT_RESTATED,
        LintRule.LONG_SENTENCES,
        LintRule.JARGON,
        LintRule.MINIMISING,
    }
)


class Verdict(StrEnum):
    PASS = "pass"
    WARN = "warn"
    BLOCK = "block"


class Confidence(StrEnum):
    """How well a rule's source is known (the legend of the rules data)."""

    OFFICIAL = "official"
    SECONDARY = "secondary"
    GENERAL_KNOWLEDGE = "general_knowledge"


class Scope(StrEnum):
    """What a program may do with a person's token."""

    READ = "read"
    PROPOSE = "propose"
    SEND = "send"
    APPROVE = "approve"
    IMPORT = "import"
    SETTINGS = "settings"
    STAGES = "stages"


class Basis(StrEnum):
    DEFAULT = "default"
    LEARNED = "learned"


class ErrorCode(StrEnum):
    """The error codes of the headless commands and of ``POST /api/v1/STAGE``."""

    NOT_JSON = "not_json"
    MISSING_FIELD = "missing_field"
    WRONG_TYPE = "wrong_type"
    OUT_OF_RANGE = "out_of_range"
    UNKNOWN_VALUE = "unknown_value"
    NAIVE_TIME = "naive_time"
    TOO_LARGE = "too_large"
    UNKNOWN_RULE = "unknown_rule"
    UNSUPPORTED = "unsupported"


#: Languages in which buyers write and letters are written (BCP-47 primary subtags).
LANGUAGES: tuple[str, ...] = ("en", "zh", "ru", "es", "pt", "fr", "de", "it", "ja", "ko", "ar", "tr", "pl", "nl")
#: Languages of the workspace.
WORKSPACE_LANGUAGES: tuple[str, ...] = ("zh", "en")
