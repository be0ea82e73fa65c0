//! Prints the ranking of one description: `cargo run -p classify --example explain "a video doorbell"`.

use classify::{Candidate, Terms, classify};

fn main() {
    let text = std::env::args().skip(1).collect::<Vec<_>>().join(" ");
    let ranking = classify(&text, Terms::embedded());
    show("CRA", &ranking.cra);
    show("AI Act", &ranking.aia);
}

fn show(title: &str, candidates: &[Candidate]) {
    println!("{title}");
    for Candidate { id, title, score, share, spoke, against, .. } in candidates.iter().take(5) {
        println!("  {:>3.0} % {score:5.2} {id} {title}: {spoke:?}, against {against:?}", share * 100.0);
    }
}
