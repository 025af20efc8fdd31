"""The columns of the table of outlets, in the order in which they are exported.

The set follows what cities publish and ask of banks about such outlets; what the catalogue knows beyond that
has columns of its own, so that a table holds everything.
"""

from __future__ import annotations

from itertools import chain
from typing import Any

from locator.catalogue.days import DAYS
from locator.models import Offer, Outlet, Service
from locator.places import Datum

from . import cells
from .column import Column, Facts, choice, day, degrees, hours, named, services, text, yes_no
from .days_text import read_days_text, write_days_text

Status, From = Outlet.Status, Outlet.PositionSource
STATUSES = {
    Status.OPEN.value: ("正常", "open", "营业", "正常营业"),
    Status.SUSPENDED.value: ("暂停", "suspended", "停办", "暂停营业"),
    Status.CLOSED.value: ("撤销", "closed", "撤并", "关闭"),
}
SOURCES = {
    From.NONE.value: ("无位置", "none"),
    From.SAMPLE.value: ("示例", "sample"),
    From.IMPORT.value: ("表格导入", "import"),
    From.GEOCODER.value: ("地理编码", "geocoder"),
    From.STAFF.value: ("工作人员标定", "staff"),
}
ACCESS = {
    "step_free": ("无障碍通道", "step-free access", "轮椅通道", "坡道"),
    "low_counter": ("低位柜台", "low counter"),
    "hearing_loop": ("助听设备", "hearing loop", "助听回路"),
    "accessible_parking": ("无障碍停车位", "accessible parking"),
}
GENERATIONS = {
    "second_generation": ("二代", "second", "第二代"),
    "third_generation": ("三代", "third", "第三代"),
}
# Chinese and English word of each service.
WORDS = {service: (word, english) for word, (service, english, _others) in cells.SERVICES.items()}


def _raw(key: str, zh: str, en: str, **more: Any) -> Column:
    """Leave a cell to the row as a whole."""
    return Column(key, zh, en, (), lambda said: {key: said}, lambda facts, _: str(facts[key]), **more)


def _phones() -> Column:
    return Column(
        "phones", "联系电话", "phones", ("phones",),
        lambda said: {"phones": cells.read_phones(said)},
        lambda facts, _: cells.write_phones(facts["phones"]),
        also=("电话", "联系方式", "网点电话", "咨询电话", "phone"), in_template=True,
    )  # fmt: skip


def _generations() -> Column:
    def read(said: str) -> dict[str, Any]:
        makes = cells.read_named(said, GENERATIONS)
        return {fact: bool(value) for fact, value in makes.items()}

    def write(facts: Facts, language: str) -> str:
        made = [words[language != "zh"] for fact, words in GENERATIONS.items() if facts[fact]]
        return ("、" if language == "zh" else ", ").join(made) or ("无" if language == "zh" else "none")

    return Column(
        "generations",
        "可制卡代次",
        "generations",
        tuple(GENERATIONS),
        read,
        write,
        must=True,
        in_template=True,
    )


def _days() -> Column:
    return Column(
        DAYS, "特殊日期", "single days", (DAYS,),
        lambda said: {DAYS: read_days_text(said)},
        lambda facts, language: write_days_text(facts[DAYS], language),
    )  # fmt: skip


def _offer(service: Service) -> tuple[Column, ...]:
    zh, en = WORDS[service]
    return (
        hours(f"{service}.hours", f"{zh}时间", f"{en} hours"),
        day(f"{service}.suspended_from", f"{zh}停办起", f"{en} suspended from"),
        day(f"{service}.suspended_until", f"{zh}停办止", f"{en} suspended until"),
        text(f"{service}.suspension_reason", f"{zh}停办原因", f"{en} suspension reason"),
        text(f"{service}.suspension_reason_en", f"{zh}停办原因（英文）", f"{en} suspension reason (English)"),
        text(f"{service}.note", f"{zh}备注", f"{en} note"),
        text(f"{service}.note_en", f"{zh}备注（英文）", f"{en} note (English)"),
    )


COLUMNS: tuple[Column, ...] = (
    _raw("number", "序号", "number", also=("编号", "no.", "no"), in_template=True),
    _raw("code", "网点编码", "code", also=("网点代码", "网点编号", "outlet code"), in_template=True),
    text(
        "name", "网点名称", "name", also=("名称", "网点", "outlet"), must=True, in_template=True
    ),
    text("name_en", "网点名称（英文）", "name (English)"),
    _raw("bank", "服务银行", "bank", also=("银行", "合作银行", "所属银行"), must=True, in_template=True),
    _raw(
        "district", "所属区市县", "district", also=("区市县", "所属区", "所属区县", "行政区"),
        must=True, in_template=True,
    ),
    text("functional_area", "功能区", "functional area", in_template=True),
    text("town", "街道乡镇", "town", also=("街道", "乡镇", "镇街", "乡镇街道"), in_template=True),
    text("address", "地址", "address", also=("网点地址", "详细地址"), must=True, in_template=True),
    text("address_en", "地址（英文）", "address (English)"),
    text("landmark_note", "位置说明", "how to find it"),
    text("landmark_note_en", "位置说明（英文）", "how to find it (English)"),
    _phones(),
    hours("hours", "营业时间", "opening hours", also=("网点营业时间", "hours"), must=True, in_template=True),
    hours(
        "card_hours", "社保业务时间", "card hours", also=("社保卡业务时间",), in_template=True
    ),
    services(
        "services", "可办业务", "services", field="available", value=True, otherwise=False,
        also=("办理业务", "业务范围"), must=True, in_template=True,
    ),
    services(
        "proxy", "可代办业务", "proxy services",
        field="who", value=Offer.Who.PROXY.value, otherwise=Offer.Who.HOLDER.value,
        also=("代办说明", "代办业务"), in_template=True,
    ),
    services(
        "own_bank", "仅限本行卡业务", "own bank only",
        field="cards", value=Offer.Cards.OWN_BANK.value, otherwise=Offer.Cards.ANY.value, in_template=True,
    ),
    yes_no("instant_issue", "即时制卡", "instant issue", also=("是否即时制卡",), in_template=True),
    _generations(),
    day("machine_down_since", "制卡机停用起", "machine down since"),
    yes_no("cards_in_stock", "有空白卡", "cards in stock"),
    named("access", "无障碍设施", "access", ACCESS, in_template=True),
    text("notice", "公告", "notice"),
    text("notice_en", "公告（英文）", "notice (English)"),
    day("notice_until", "公告截止", "notice until"),
    text("remark", "备注", "remark", also=("remarks",), in_template=True),
    degrees("longitude", "经度", "longitude", also=("lng", "lon"), in_template=True),
    degrees("latitude", "纬度", "latitude", also=("lat",), in_template=True),
    Column(
        "datum", "坐标系", "datum", (),
        lambda said: {"datum": cells.read_datum(said)},
        lambda facts, _: "" if facts["latitude"] is None else cells.DATUMS[Datum.WGS84][0],
        also=("坐标系统", "coordinate system"), in_template=True,
    ),
    choice("position_source", "坐标来源", "position source", SOURCES),
    yes_no("position_verified", "坐标已核验", "position verified", in_template=True),
    choice("status", "状态", "status", STATUSES, also=("网点状态",), in_template=True),
    day("status_from", "停办起", "out of service from"),
    day("status_until", "停办止", "out of service until"),
    text("status_reason", "停办原因", "reason"),
    text("status_reason_en", "停办原因（英文）", "reason (English)"),
    _days(),
    *chain.from_iterable(_offer(service) for service in Service),
    text("source", "数据来源", "source", must=True, in_template=True),
    day("verified_on", "核实日期", "verified on", also=("核验日期",), in_template=True),
    day("checked_on", "反映核查日期", "report checked on"),
)  # fmt: skip
BY_KEY = {column.key: column for column in COLUMNS}
OF_FACT = {fact: column for column in COLUMNS for fact in column.facts}
