use super::*;
use crate::fixture::{CATALOGUE, HIGH_RISK, Known, asset, component, facts, signal};
use inventory::{AssetKind, System};

fn with(assets: Vec<Asset>) -> Inventory {
    Inventory { assets, ..Inventory::default() }
}

fn certain(inventory: Inventory) -> Vec<String> {
    Known::new(facts("[product]\nname = \"Door Eye\""), inventory).certain()
}

#[test]
fn a_hosted_model_brings_prompt_injection_with_file_and_line() {
    let known = Known::new(
        facts("[product]\nname = \"Door Eye\""),
        with(vec![asset(AssetKind::HostedModel, "words-1", "app/chat.py", &[])]),
    );
    let seeded = known.seeded();
    let of = |id: &str| seeded.iter().find(|proposed| CATALOGUE.threats[proposed.threat].id == id);
    let injection = of("prompt-injection").unwrap();
    assert_eq!((injection.answer, &injection.on, injection.more), (Answer::Yes, &None, 0));
    assert_eq!(injection.why, ["hosted-model words-1, app/chat.py:7"]);
    assert!(of("unsafe-deserialisation").is_none());
}

#[test]
fn a_pickle_brings_unsafe_deserialisation_and_numbers_alone_do_not() {
    let pickled = certain(with(vec![asset(AssetKind::ModelFile, "m.pkl", "m.pkl", &[("format", "pickle")])]));
    let numbers = certain(with(vec![asset(AssetKind::ModelFile, "m.safetensors", "m", &[("format", "safetensors")])]));
    let imports = [("format", "ONNX"), ("unsafe-imports", "os.system")];
    let telling = certain(with(vec![asset(AssetKind::ModelFile, "m.bin", "m.bin", &imports)]));
    let has = |threats: &[String]| threats.iter().any(|id| id == "unsafe-deserialisation");
    assert_eq!((has(&pickled), has(&numbers), has(&telling)), (true, false, true));
    assert!(numbers.iter().any(|id| id == "tampered-weights"), "{numbers:?}");
}

#[test]
fn what_stands_in_tests_is_not_shipped_but_a_coding_agent_counts_anywhere() {
    let mut model = asset(AssetKind::HostedModel, "words-1", "tests/chat.py", &[]);
    model.place = Place::Tests;
    let mut agent = asset(AssetKind::AgentConfig, "AGENTS.md", "AGENTS.md", &[]);
    agent.place = Place::Development;
    assert_eq!(certain(with(vec![model, agent])), ["coding-agent"]);
}

#[test]
fn components_bring_the_threats_of_their_supply_and_of_their_family() {
    let of = |components| certain(Inventory { components, ..Inventory::default() });
    assert_eq!(of(vec![component("cargo", "serde")]), ["vulnerable-component", "malicious-component"]);
    let server = of(vec![component("pypi", "flask"), component("npm", "flask")]);
    assert_eq!(server, ["exposed-interface", "vulnerable-component", "malicious-component"]);
    let mut own = component("pypi", "flask");
    own.own = true;
    assert_eq!(of(vec![own]), Vec::<String>::new());
}

#[test]
fn a_signal_brings_its_threat() {
    let signals = vec![signal("default-credential")];
    assert_eq!(certain(Inventory { signals, ..Inventory::default() }), ["default-credentials"]);
}

#[test]
fn without_an_inventory_only_facts_bring_threats_each_to_its_thing() {
    let nothing = Known::new(facts("[product]\nname = \"Door Eye\""), Inventory::default());
    assert_eq!(nothing.certain(), Vec::<String>::new());
    let text = "[product]\nname = \"Door Eye\"\nremote-processing = { only = [\"third-party-service\"] }\n\
         [[ai-system]]\nname = \"a\"\nkeeps-learning = true\n[[ai-system]]\nname = \"b\"\nkeeps-learning = false\n";
    let known = Known::new(facts(text), Inventory::default());
    let expected = ["remote-service-gone", "remote-service-broken-into", "poisoned-training-data/a", "feedback-loop/a"];
    let mut found = known.certain();
    found.sort();
    let mut wanted = expected.map(str::to_owned).to_vec();
    wanted.sort();
    assert_eq!(found, wanted);
}

#[test]
fn what_is_open_is_proposed_as_open_and_what_is_denied_not_at_all() {
    let text =
        "[product]\nname = \"x\"\n[[ai-system]]\nname = \"a\"\n[[ai-system]]\nname = \"b\"\nkeeps-learning = false\n";
    let seeded = Known::new(facts(text), Inventory::default()).seeded();
    let loops: Vec<_> =
        seeded.iter().filter(|proposed| CATALOGUE.threats[proposed.threat].id == "feedback-loop").collect();
    assert_eq!(loops.len(), 1);
    assert_eq!((loops[0].answer, loops[0].on.as_deref()), (Answer::Unknown, Some("a")));
    assert_eq!(loops[0].why, ["keeps-learning"]);
}

#[test]
fn a_conclusion_brings_threats_and_assets_of_a_declared_system_belong_to_it() {
    let weights = asset(AssetKind::ModelFile, "m.pt", "models/m.pt", &[("format", "PyTorch")]);
    let system = System {
        name: "face match".into(),
        entry: None,
        assets: vec![weights.reference.clone()],
        why: "declared".into(),
        development_tool: false,
    };
    let inventory = Inventory { assets: vec![weights], systems: vec![system], ..Inventory::default() };
    let certain = Known::new(facts(HIGH_RISK), inventory).certain();
    for wanted in ["discrimination", "automation-bias", "unsafe-deserialisation", "mistaken-identity"] {
        assert!(certain.contains(&format!("{wanted}/face match")), "{wanted} is not in {certain:?}");
    }
    assert!(certain.iter().all(|id| id.ends_with("/face match")), "{certain:?}");
}

#[test]
fn reasons_beyond_the_first_are_counted() {
    let components = (0..10).map(|at| component("cargo", &format!("c{at}"))).collect();
    let known = Known::new(facts("[product]\nname = \"x\""), Inventory { components, ..Inventory::default() });
    let proposed = known.seeded().remove(0);
    assert_eq!((proposed.answer, proposed.why.len(), proposed.more), (Answer::Unknown, 2, 0));
    let certain: Vec<_> = known.seeded().into_iter().filter(|proposed| proposed.answer == Answer::Yes).collect();
    assert_eq!(certain.iter().map(|proposed| (proposed.why.len(), proposed.more)).collect::<Vec<_>>(), [(3, 7); 2]);
}
