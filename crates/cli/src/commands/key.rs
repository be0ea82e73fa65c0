//! `marque key`

use app::{Failure, keys};
use serde_json::json;

use super::evidence::place;
use crate::Outcome;
use crate::args::evidence::Key;
use crate::args::{Common, Format};
use crate::output;

pub fn run(common: &Common, command: &Key) -> Result<Outcome, Failure> {
    super::only(common, &[Format::Terminal, Format::Json], "key")?;
    match command {
        Key::New { held, product } => {
            let (settings, at) = place(product)?;
            let key = keys::new(&settings, &at, held.as_ref())?;
            let folder = settings.keys()?.folder().display().to_string();
            match common.format {
                Format::Json => output::json(&json!({ "key": key, "folder": folder }))?,
                _ if common.quiet => output::print(&format!("{key}\n"))?,
                _ => output::print(&format!(
                    "The log in {} begins with the key\n{key}\nIts private part is in {folder}: keep a copy in a safe \
                     place, and give the fingerprint to whoever has to verify.\n",
                    at.home.display()
                ))?,
            }
        }
        Key::Rotate { product } => {
            let (settings, at) = place(product)?;
            let (old, new) = keys::rotate(&settings, &at)?;
            match common.format {
                Format::Json => output::json(&json!({ "old": old, "new": new }))?,
                _ if common.quiet => output::print(&format!("{new}\n"))?,
                _ => output::print(&format!("From the next entry on the key is\n{new}\ninstead of\n{old}\n"))?,
            }
        }
        Key::List { product } => {
            let (settings, at) = place(product)?;
            let listing = keys::list(&settings, &at)?;
            if common.format == Format::Json {
                output::json(&listing)?;
                return Ok(Outcome::Fine);
            }
            let mut text = String::new();
            for listed in &listing.keys {
                let since = listed.since.map_or("not in this log".to_owned(), |since| format!("since entry {since}"));
                let state = if listed.in_use { "in use" } else { "" };
                let held = if listed.held { "held" } else { "private part not here" };
                text.push_str(&format!("{}  {since:<15}  {state:<6}  {held}\n", listed.key));
            }
            output::print(if text.is_empty() { "no keys; `marque key new` makes one\n" } else { &text })?;
        }
    }
    Ok(Outcome::Fine)
}
