//! A process that is killed at any moment leaves the store whole, and what it said was kept is there.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on should stop where it is")]

use std::process::Stdio;
use std::thread::sleep;
use std::time::Instant;

mod product;

use product::Product;

const ROUNDS: u32 = 150;
const ROUNDS_OF_A_DOSSIER: u32 = 10;

#[test]
fn killed_at_any_moment_the_store_stays_whole() {
    let product = Product::begun();
    let started = Instant::now();
    product.ok(&["evidence", "add", "--statement", "how long it takes when nobody kills it"]);
    let whole_run = started.elapsed();
    let (mut kept, mut killed) = (1_u64, 0);
    for round in 0..ROUNDS {
        // Spread over the run and a little beyond, in an order that has no order.
        let moment = whole_run * (round * 37 % ROUNDS) / (ROUNDS - 10);
        let statement = format!("round {round}");
        let add = ["evidence", "add", "--statement", &statement];
        let args = if round % 7 == 6 { ["key", "rotate"].as_slice() } else { &add };
        let mut child = product.command(args).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        sleep(moment);
        // It may have ended by itself.
        let _ = child.kill();
        let status = child.wait().unwrap();
        match status.code() {
            Some(0) => kept += 1,
            Some(code) => panic!("round {round}: {args:?} ended with {code}"),
            None => killed += 1,
        }
        if round % 10 == 9 {
            product.ok(&["evidence", "verify"]);
        }
    }
    let head = product.ok(&["evidence", "list", "--head"]);
    let entries: u64 = head.split(':').next().unwrap().parse().unwrap();
    // The first entry is the key's. Of those killed some were through.
    assert!(entries > kept && entries <= 1 + kept + killed, "{entries} entries, {kept} kept, {killed} killed");
    assert!(killed > 0, "nothing was ever killed");
    product.ok(&["evidence", "add", "--statement", "it goes on"]);
    let out = product.ok(&["evidence", "verify"]);
    assert!(out.contains("as signed"), "{out}");
    println!("{killed} of {ROUNDS} killed, {entries} entries");
}

#[test]
fn killed_while_a_dossier_is_written_there_always_is_a_whole_one() {
    let product = Product::begun();
    let write = ["dossier", ".", "--out", "out", "--on", "2028-03-01"];
    product.ok(&write);
    let started = Instant::now();
    product.ok(&write);
    let whole_run = started.elapsed();
    let mut killed = 0;
    for round in 0..ROUNDS_OF_A_DOSSIER {
        // Most of the run makes the papers; the folder changes at its end.
        let moment = whole_run * (80 + round * 3) / 100;
        let mut child = product.command(&write).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        sleep(moment);
        let _ = child.kill();
        killed += u32::from(child.wait().unwrap().code().is_none());
        let list: serde_json::Value =
            serde_json::from_slice(&std::fs::read(product.path("out/dossier.json")).unwrap()).unwrap();
        for (name, digest) in list["files"].as_object().unwrap() {
            let bytes = std::fs::read(product.path("out").join(name)).unwrap();
            assert_eq!(digest.as_str().unwrap(), evidence::Digest::of(&bytes).to_string(), "round {round}: {name}");
        }
    }
    assert!(killed > 0, "nothing was ever killed");
    product.ok(&write);
}

#[test]
fn killed_while_the_log_is_begun_it_can_be_begun_again() {
    let started = Instant::now();
    Product::begun();
    let whole_run = started.elapsed();
    for round in 0..20 {
        let product = Product::new();
        let mut child = product.command(&["key", "new"]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        sleep(whole_run * round / 20);
        let _ = child.kill();
        child.wait().unwrap();
        // Either it was through, and a second beginning is refused, or this is the beginning.
        product.run(&["key", "new"]);
        assert!(product.ok(&["evidence", "list", "--head"]).starts_with("1:"), "round {round}");
        product.ok(&["evidence", "verify"]);
        product.ok(&["evidence", "add", "--statement", "it goes on"]);
    }
}
