use classify::{Terms, classify};
use std::time::Instant;
fn main() {
    let (s, c, a) = (include_str!("../../../law/terms/synonyms.toml"), include_str!("../../../law/terms/cra.toml"), include_str!("../../../law/terms/aia.toml"));
    for _ in 0..3 { let t = Instant::now(); let terms = Terms::parse(s, c, a).unwrap(); println!("parse {:?}", t.elapsed()); drop(terms); }
    let terms = Terms::embedded();
    for text in ["A video doorbell that recognises faces.", &"Tired of dead spots? Three elegant discs spread your internet through every room and the garden. ".repeat(6), &"router firewall camera with smart lock ".repeat(3000), &"police detect suspect face risk child learn grade ".repeat(2000), &"qzxwvut asdfghjk ".repeat(7000), &"\u{202e}é\u{0301}字".repeat(20000)] {
        let n = 50; let t = Instant::now();
        for _ in 0..n { std::hint::black_box(classify(text, terms)); }
        println!("{} bytes: {:?}", text.len(), t.elapsed() / n);
    }
}
