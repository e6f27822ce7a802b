"""The people of the demo. Names are invented; the password is printed for everyone to read."""

from typing import NamedTuple

PASSWORD = "roundbook-demo"  # noqa: S105 - the demo's sign-in is public, and the demo is loopback only


class Person(NamedTuple):
    """One demo person; `sites` are scope ids."""

    username: str
    name: str
    title: str
    roles: tuple[str, ...]
    sites: tuple[str, ...]


CAST = (
    Person("op1", "林秀英", "巡检员", ("operator",), ("A",)),
    Person("op2", "周海涛", "巡检员", ("operator",), ("A", "B")),
    Person("lead", "赵立新", "班长", ("shift_lead",), ("A",)),
    Person("gate", "刘文静", "前台", ("reception",), ("A", "B")),
    Person("auditor", "孙倩", "5S 审核员", ("auditor",), ("A", "B")),
    Person("super", "何立群", "运营主管", ("supervisor",), ("A",)),
    Person("manager", "李敏", "运营经理", ("manager",), ("A", "B")),
    Person("client", "方建国", "业主代表", ("client",), ("A",)),
    Person("admin", "王建民", "管理员", ("admin",), ("A", "B")),
)
