//! What a call does with what it is given.

use crate::detectors::code::beginnings::Beginnings;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Habit {
    /// It passes the value on: `getenv("X", "y")`, `Some("x")`, `String::from("x")`.
    pub hands_on: bool,
    /// It only asks whether a text is part of another.
    pub compares: bool,
}

/// How the parts begin that may stand anywhere in a name.
static PARTS: Beginnings =
    Beginnings::of(&[b"env", b"defa", b"prop", b"argu", b"conf", b"sett", b"star", b"ends", b"asse"]);

impl Habit {
    /// By the name of the call.
    pub fn of(callee: &str) -> Habit {
        let name = callee.to_ascii_lowercase();
        let may_have_a_part = PARTS.any_in(name.bytes());
        Habit {
            hands_on: is_handing_on(&name) || (may_have_a_part && has_handing_part(&name)),
            compares: is_comparing(&name) || (may_have_a_part && has_comparing_part(&name)),
        }
    }
}

fn is_handing_on(name: &str) -> bool {
    matches!(
        name,
        "some"
            | "ok"
            | "from"
            | "of"
            | "to"
            | "into"
            | "str"
            | "string"
            | "ptr"
            | "optional"
            | "just"
            | "value"
            | "f"
            | "get"
            | "getor"
            | "field"
            | "list"
            | "listof"
            | "aslist"
            | "tuple"
            | "set"
            | "array"
            | "vec"
            | "option"
            | "c"
            | "concat"
            | "new"
    )
}

fn has_handing_part(name: &str) -> bool {
    ["env", "default", "property", "argument"].iter().any(|part| name.contains(part))
        || (name.starts_with("get") && (name.contains("config") || name.contains("setting")))
}

fn is_comparing(name: &str) -> bool {
    let is_known = |name: &str| {
        matches!(
            name,
            "startswith"
                | "endswith"
                | "includes"
                | "contains"
                | "hasprefix"
                | "hassuffix"
                | "indexof"
                | "match"
                | "equals"
                | "eq"
                | "test"
                | "has"
                | "replace"
                | "strip"
                | "split"
                | "log"
                | "print"
                | "println"
        )
    };
    is_known(name) || name.strip_suffix('s').is_some_and(is_known) || name.strip_prefix("is").is_some_and(is_known)
}

fn has_comparing_part(name: &str) -> bool {
    ["starts_with", "ends_with", "assert"].iter().any(|part| name.contains(part))
}

#[test]
fn a_call_hands_on_or_compares_or_does_neither() {
    let of = |name| {
        let habit = Habit::of(name);
        (habit.hands_on, habit.compares)
    };
    for name in ["getenv", "Some", "String", "getAppConfig", "unwrap_or_default", "add_argument"] {
        assert_eq!(of(name), (true, false), "{name}");
    }
    for name in ["startsWith", "equals", "isMatch", "assertEquals", "str_starts_with", "logs"] {
        assert_eq!(of(name), (false, true), "{name}");
    }
    for name in ["generate", "isOpen", "getModel", "login"] {
        assert_eq!(of(name), (false, false), "{name}");
    }
}
