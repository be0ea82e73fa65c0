//! Typesets a paper in JSON: `sheet PAPER.json > PAPER.pdf`. For looking at the template.

use std::io::Write as _;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("name a paper in JSON")?;
    let paper = serde_json::from_slice(&std::fs::read(path)?)?;
    std::io::stdout().write_all(&pdf::render(&paper, &paper::Words::english())?)?;
    Ok(())
}
