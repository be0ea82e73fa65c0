#![allow(clippy::unwrap_used)]
mod sample;
use inventory::*;
use sample::*;
#[test]
fn dump() {
    std::fs::create_dir_all("/tmp/inv-dump").unwrap();
    for (n, inv) in [("rich", rich()), ("broken", broken()), ("empty", Inventory::default())] {
        for (v, s) in [(CycloneDxVersion::V1_6, "16"), (CycloneDxVersion::V1_7, "17")] {
            write_cyclonedx(&inv, v, &TOOL, std::fs::File::create(format!("/tmp/inv-dump/{n}.{s}.cdx.json")).unwrap())
                .unwrap();
        }
        write_spdx2(&inv, &TOOL, std::fs::File::create(format!("/tmp/inv-dump/{n}.spdx.json")).unwrap()).unwrap();
        write_spdx3(&inv, &TOOL, std::fs::File::create(format!("/tmp/inv-dump/{n}.spdx3.json")).unwrap()).unwrap();
    }
}
fn walk(d: &std::path::Path, out: &mut Vec<std::path::PathBuf>) {
    for e in std::fs::read_dir(d).unwrap().flatten() {
        let p = e.path();
        if p.is_dir() { walk(&p, out) } else { out.push(p) }
    }
}
#[test]
fn corpus() {
    let mut files = Vec::new();
    walk(std::path::Path::new("/work/shared/schemas/cyclonedx"), &mut files);
    walk(std::path::Path::new("/work/shared/schemas/spdx"), &mut files);
    let judge = sample::judge("bom-1.7.schema.json");
    let (two, three) = (sample::judge("spdx-2.3.schema.json"), sample::judge("spdx-3.0.1.schema.json"));
    let (mut ok, mut bad) = (0, 0);
    for f in files {
        let bytes = std::fs::read(&f).unwrap();
        match read_bom(&bytes) {
            Ok(inv) => {
                ok += 1;
                if !f.to_string_lossy().contains("cyclonedx/tests") {
                    println!("{} {} components subject {}", f.display(), inv.components.len(), inv.subject.is_some());
                }
                let doc = cyclonedx(&inv, CycloneDxVersion::V1_7, &TOOL).unwrap();
                assert_valid(&judge, &doc, &f.to_string_lossy());
                assert_valid(&two, &spdx2(&inv, &TOOL).unwrap(), &f.to_string_lossy());
                assert_valid(&three, &spdx3(&inv, &TOOL).unwrap(), &f.to_string_lossy());
                let back = read_bom(doc.to_string().as_bytes()).unwrap();
                assert_eq!(back.components, inv.components, "{}", f.display());
            }
            Err(e) => {
                bad += 1;
                println!("{} {e}", f.display());
            }
        }
    }
    println!("ok {ok} bad {bad}");
}
#[test]
fn fuzz() {
    let mut seeds = Vec::new();
    walk(std::path::Path::new("/tmp/inv-dump"), &mut seeds);
    let seeds: Vec<_> = seeds.iter().map(|p| std::fs::read(p).unwrap()).collect();
    let mut state = 88172645463325252u64;
    let mut rnd = move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state as usize
    };
    for _ in 0..300 {
        let mut b = seeds[rnd() % seeds.len()].clone();
        if b.is_empty() {
            continue;
        }
        for _ in 0..rnd() % 8 + 1 {
            let at = rnd() % b.len();
            match rnd() % 3 {
                0 => b[at] = b"{}[]\",:0n\\"[rnd() % 10],
                1 => {
                    let to = (at + rnd() % 20).min(b.len());
                    b.drain(at..to);
                    if b.is_empty() {
                        break;
                    }
                }
                _ => {
                    let c = b[rnd() % b.len()];
                    b[at] = c
                }
            }
        }
        let _ = read_bom(&b);
    }
}
#[test]
fn speed() {
    let mut components = Vec::new();
    for i in 0..5000 {
        let mut c = Component::new(Package::new("npm", &format!("@scope{}/package-{i}", i % 50), Some("1.2.3")));
        c.licence = Some("MIT OR Apache-2.0".to_owned());
        c.hashes = hashes();
        c.source = Some(format!("https://registry.npmjs.org/package-{i}/-/package-{i}-1.2.3.tgz"));
        c.scope = Some(Scope::Runtime);
        c.relation = Some(Relation::Transitive);
        c.evidence = vec![evidence("package-lock.json", Some(i))];
        c.depends_on = Some(
            (1..6).map(|k| format!("pkg:npm/%40scope{}/package-{}@1.2.3", (i * k % 5000) % 50, i * k % 5000)).collect(),
        );
        components.push(c);
    }
    components.sort_by_key(Component::reference);
    let inv = Inventory { components, ..Inventory::default() };
    for _ in 0..3 {
        let t = std::time::Instant::now();
        let mut out = Vec::new();
        write_cyclonedx(&inv, CycloneDxVersion::V1_7, &TOOL, &mut out).unwrap();
        println!("cdx {:?} {}", t.elapsed(), out.len());
        let t = std::time::Instant::now();
        let back = read_bom(&out).unwrap();
        println!("read {:?}", t.elapsed());
        assert!(back.components == inv.components);
        let t = std::time::Instant::now();
        let mut out = Vec::new();
        write_spdx3(&inv, &TOOL, &mut out).unwrap();
        println!("spdx3 {:?} {}", t.elapsed(), out.len());
        let t = std::time::Instant::now();
        let mut out = Vec::new();
        write_spdx2(&inv, &TOOL, &mut out).unwrap();
        println!("spdx2 {:?} {}", t.elapsed(), out.len());
        let t = std::time::Instant::now();
        let m = merge(inv.clone(), back);
        println!("merge {:?}", t.elapsed());
        let t = std::time::Instant::now();
        assert!(diff(&m, &inv).is_empty());
        println!("diff {:?}", t.elapsed());
        let t = std::time::Instant::now();
        println!("check {} {:?}", check(&inv, Minimum::Bsi).len(), t.elapsed());
    }
}
