fn main() {
    let path = std::env::args().nth(2).unwrap();
    let value: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let all: Vec<documents::Assessment> = serde_json::from_value(value["assessments"].clone()).unwrap();
    match std::env::args().nth(1).unwrap().as_str() {
        "html" => println!("{}", documents::html::page(&all)),
        "markdown" => println!("{}", all.iter().map(documents::markdown::assessment).collect::<Vec<_>>().join("\n---\n\n")),
        "duties" => println!("{}", documents::markdown::duties(&all[0].verdict.subject, &all[0].verdict.duties)),
        _ => println!("{:#}", documents::sarif::log(&all, "0.1.0")),
    }
}
