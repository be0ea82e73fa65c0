//! Snippets of many languages, and where their texts and names stand.

use super::*;
use crate::detectors::code::tokens::tokens;
use crate::language::Language::{self, *};

#[derive(Default)]
struct Notes(Vec<String>);

fn spot(spot: Spot, frames: &[Frame]) -> String {
    let path =
        frames.iter().rev().find(|frame| frame.opener == b'(').map_or(String::new(), |frame| frame.path.join("."));
    let argument = spot.argument.map_or(String::new(), |argument| format!(" {path}#{argument}"));
    let outer = spot.outer.map_or(String::new(), |outer| format!(" <{outer}>"));
    format!("{}{outer}{argument}{}", spot.key.unwrap_or("-"), if spot.is_compared { " compared" } else { "" })
}

impl<'a> Visitor<'a> for Notes {
    fn text(&mut self, text: &'a str, _: usize, _: bool, at: Spot<'a>, frames: &[Frame<'a>]) {
        self.0.push(format!("'{text}' {}", spot(at, frames)));
    }
    fn name(&mut self, path: &[&'a str], _: usize, at: Spot<'a>, frames: &[Frame<'a>]) {
        if at.key.is_some() || at.argument.is_some() {
            self.0.push(format!("{} {}", path.join("."), spot(at, frames)));
        }
    }
    fn open(&mut self, _: &[Frame<'a>]) {}
    fn close(&mut self, _: &Frame<'a>, _: &[Frame<'a>]) {}
    fn define(&mut self, name: &'a str, _: usize) {
        self.0.push(format!("define {name}"));
    }
    fn inherit(&mut self, name: &'a str, base: &'a str, _: usize) {
        self.0.push(format!("{name} is {base}"));
    }
    fn decorate(&mut self, path: &[&'a str], _: usize) {
        self.0.push(format!("@{}", path.join(".")));
    }
}

fn notes(language: Language, text: &str) -> Vec<String> {
    let pieces = crate::lexer::pieces(language, text.as_bytes());
    let mut notes = Notes::default();
    read(tokens(text, &pieces), &mut notes);
    notes.0
}

#[test]
fn a_text_is_the_value_of_the_name_before_it() {
    let cases: &[(Language, &str, &[&str])] = &[
        (Python, "f.g(model=\"x\", n=1)", &["'x' model"]),
        (Python, "self.model: str = 'x'\ny('z')", &["'x' model", "'z' - y#0"]),
        (Python, "model: Optional[str] = 'x'", &["'x' model"]),
        (Python, "{\"model\": \"x\", 'a': b}", &["'model' -", "'x' model", "'a' -", "b a"]),
        (Python, "M = 'x'\nf(model=M)", &["'x' M", "M model"]),
        (Python, "model = os.getenv(\"M\", \"x\")", &["'M' - <model> os.getenv#0", "'x' M <model> os.getenv#1"]),
        (Python, "if model:\n    f('x')", &["'x' - f#0"]),
        (Python, "os.environ['M'] = 'x'", &["'M' -", "'x' M"]),
        (Python, "def model() -> str:\n    return 'x'", &["define model", "'x' model"]),
        (Python, "@a.tool('n')\ndef f(): pass", &["@a.tool", "'n' - a.tool#0", "define f"]),
        (Python, "a = 'x' if b else 'y'", &["'x' a", "b a", "'y' a"]),
        (Python, "if model == 'x': pass", &["'x' - compared"]),
        (
            Python,
            "p.add_argument('--model', default='x', help='y')",
            &["'--model' - p.add_argument#0", "'x' --model", "'y' help"],
        ),
        (Python, "class A(B, m=C): x = 'y'", &["define A", "A is B", "B - A#0", "A is m", "A is C", "C m", "'y' x"]),
        (Php, "class A extends B implements C, D { }", &["define A", "A is B", "A is C", "A is D"]),
        (Rust, "impl A for B { }", &["B is A"]),
        (CSharp, "A b = new(c: \"d\") { E = \"f\" };", &["'d' c <b>", "'f' E <b>"]),
        (JavaScript, "new A({ model: \"x\", b })", &["'x' model"]),
        (
            JavaScript,
            "this.model =\n  a ||\n  process.env.M ||\n  \"x\";",
            &["a model", "process.env.M model", "'x' model"],
        ),
        (JavaScript, "return process.env.M ?? 'x'", &["'x' M"]),
        (JavaScript, "f({ model: a ? \"x\" : \"y\" })", &["'x' model", "'y' model"]),
        (JavaScript, "f({ model: g(\"x\") })", &["'x' - <model> g#0"]),
        (JavaScript, "function f(model = 'x', o?: T) {}", &["define f", "'x' model", "T o"]),
        (JavaScript, "const models = ['x', 'y']", &["'x' - <models>", "'y' x <models>"]),
        (JavaScript, "p('a', 'x')", &["'a' - p#0", "'x' a p#1"]),
        (Go, "r := A{Model: o.X, B: \"c\"}", &["o.X Model <r>", "'c' B <r>"]),
        (Go, "model := \"x\"\nf(model)", &["'x' model", "model - f#0"]),
        (Java, "A.builder()\n  .modelName(\"x\").build();", &["'x' - A.builder.modelName#0"]),
        (Java, "val m = mapOf(\"model\" to \"x\")", &["'model' - <m> mapOf#0", "'x' model <m>"]),
        (Java, "f(model = \"x\"); val a: String? = \"y\"", &["'x' model", "'y' a"]),
        (
            CSharp,
            "new A { ModelId = \"x\" }; b.C(\"y\", modelId: \"z\")",
            &["'x' ModelId", "'y' - b.C#0", "'z' modelId"],
        ),
        (Rust, "A::b()?.model(\"x\".into())", &["'x' - A.b.model#0"]),
        (Rust, "A { model: Some(\"x\".into()) }", &["'x' - <model> Some#0"]),
        (Php, "$c->d()->e(['model' => 'x'])", &["'model' -", "'x' model"]),
        (
            Ruby,
            "A::B.new.chat(parameters: { model: \"x\", :y => 'z' })",
            &["'x' model <parameters>", "'z' y <parameters>"],
        ),
        (Swift, "A(model: .b, c: \"d\")", &["b model", "'d' c"]),
        (
            C,
            "body[\"model\"] = \"x\"; j = {{\"model\", \"y\"}};",
            &["'model' -", "'x' model", "'model' - <j>", "'y' model <j>"],
        ),
        (R, "chat(model <- \"x\", b = c$d)", &["'x' model", "c$d b"]),
        (Elixir, "f(%{model: \"x\"})", &["'x' model"]),
        (
            Data,
            "{\"a\": {\"model\": \"x\"}, \"b\": [\"c\"]}",
            &["'a' -", "'model' - <a>", "'x' model <a>", "'b' -", "'c' - <b>"],
        ),
    ];
    for (language, text, expected) in cases {
        assert_eq!(notes(*language, text), *expected, "{language:?}: {text}");
    }
}

#[test]
fn brackets_that_do_not_match_do_no_harm() {
    notes(Python, ")]}{[((((");
    notes(JavaScript, &"(".repeat(1000));
    notes(JavaScript, &"('a'".repeat(1000));
    notes(Python, &"a.".repeat(1000));
}
