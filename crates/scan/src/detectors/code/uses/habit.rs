//! What a call does with what it is given.

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Habit {
    /// It passes the value on: `getenv("X", "y")`, `Some("x")`, `String::from("x")`.
    pub hands_on: bool,
    /// It only asks whether a text is part of another.
    pub compares: bool,
}

impl Habit {
    /// By the name of the call.
    pub fn of(callee: &str) -> Habit {
        let name = callee.to_ascii_lowercase();
        Habit { hands_on: hands_on(&name), compares: compares(&name) }
    }
}

fn hands_on(name: &str) -> bool {
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
    ) || ["env", "default", "property", "argument"].iter().any(|part| name.contains(part))
        || (name.starts_with("get") && (name.contains("config") || name.contains("setting")))
}

fn compares(name: &str) -> bool {
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
    is_known(name)
        || name.strip_suffix('s').is_some_and(is_known)
        || name.strip_prefix("is").is_some_and(is_known)
        || ["starts_with", "ends_with", "assert"].iter().any(|part| name.contains(part))
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
