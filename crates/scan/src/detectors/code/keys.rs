//! The names that a model is given by.

use std::sync::LazyLock;

use super::beginnings::Beginnings;
use crate::HashSet;

/// How much a name says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strength {
    /// It speaks of models somehow: `CHAT_MODEL_DEFAULT`, `engines`.
    Loose,
    /// It holds the id of one: `model`, `model_name`, `modelId`.
    Strict,
}

/// What a name says of its value. `model_name`, `modelName`, `ModelName` and `MODEL_NAME` are one.
pub fn strength(key: &str) -> Option<Strength> {
    static STRICT_NAMES: LazyLock<HashSet<&str>> = LazyLock::new(|| STRICT.into_iter().collect());
    // Most names hold none of the telling parts.
    if key.len() > 64 || !TELLING.any_in(key.bytes()) {
        return None;
    }
    let written = key.to_ascii_lowercase();
    if !LOOSE.iter().chain(&["repo"]).any(|part| written.contains(part)) {
        return None;
    }
    let plain: String = key.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
    let name = ["set", "with", "use", "get", "add", "new", "default", "the", "my"]
        .iter()
        .find_map(|before| plain.strip_prefix(before))
        .filter(|rest| !rest.is_empty())
        .unwrap_or(&plain);
    if STRICT_NAMES.contains(name) || STRICT_NAMES.contains(&*plain) {
        return Some(Strength::Strict);
    }
    if ["modelname", "modelid", "modelpref", "modelpreference"].iter().any(|end| plain.ends_with(end))
        && !plain.contains("view")
    {
        return Some(Strength::Strict);
    }
    if NOT_AT_ALL.iter().any(|end| plain.ends_with(end)) {
        return None;
    }
    let is_loose = LOOSE.iter().any(|part| plain.contains(part));
    is_loose.then_some(Strength::Loose)
}

/// How a part begins without which a name is nothing of those below.
static TELLING: Beginnings =
    Beginnings::of(&[b"mode", b"llm", b"engi", b"depl", b"embe", b"chec", b"pret", b"back", b"repo"]);

/// `dataset_name`, `--dataset`.
pub fn names_a_dataset(key: &str) -> bool {
    let plain: String = key.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
    matches!(
        &*plain,
        "dataset"
            | "datasetname"
            | "datasetid"
            | "datasetrepo"
            | "datasetrepoid"
            | "hfdataset"
            | "traindataset"
            | "evaldataset"
            | "datasetpath"
    )
}

const STRICT: [&str; 74] = [
    "model",
    "models",
    "modelname",
    "modelid",
    "modelids",
    "modelnames",
    "llm",
    "llmmodel",
    "llmname",
    "chatmodel",
    "chatmodelid",
    "chatmodelname",
    "embeddingmodel",
    "embedmodel",
    "embeddingsmodel",
    "embeddingmodelname",
    "embedmodelname",
    "embeddingmodelid",
    "basemodel",
    "basemodelname",
    "basemodelid",
    "foundationmodel",
    "foundationmodelid",
    "modelnameorpath",
    "pretrainedmodelnameorpath",
    "pretrainedmodel",
    "pretrainedmodelname",
    "deployment",
    "deploymentname",
    "deploymentid",
    "azuredeployment",
    "azuredeploymentname",
    "azureopenaideployment",
    "azureopenaideploymentname",
    "chatdeploymentname",
    "modeldeployment",
    "modeldeploymentname",
    "repoid",
    "hfmodelid",
    "hfmodel",
    "hfrepo",
    "hfrepoid",
    "huggingfacemodel",
    "huggingfacemodelid",
    "modelrepo",
    "modelrepoid",
    "modelpref",
    "modelpreference",
    "llmmodelpref",
    "openaimodel",
    "openaimodelname",
    "anthropicmodel",
    "claudemodel",
    "geminimodel",
    "ollamamodel",
    "groqmodel",
    "mistralmodel",
    "agentmodel",
    "fallbackmodel",
    "visionmodel",
    "imagemodel",
    "ttsmodel",
    "sttmodel",
    "whispermodel",
    "rerankmodel",
    "rerankermodel",
    "completionmodel",
    "judgemodel",
    "modelstr",
    "modelcheckpoint",
    "modeltag",
    "llmmodelname",
    "managermodel",
    "planningllm",
];

const LOOSE: [&str; 9] =
    ["model", "llm", "engine", "deployment", "embedding", "embedder", "checkpoint", "pretrained", "backbone"];

/// What speaks of a model and does not name it.
const NOT_AT_ALL: [&str; 14] = [
    "modelprovider",
    "modeltype",
    "modelclass",
    "modelmodule",
    "modelpath",
    "modeldir",
    "modelsdir",
    "modelurl",
    "modelfile",
    "modelkey",
    "modellabel",
    "viewmodel",
    "datamodel",
    "enginetype",
];

#[test]
fn a_name_says_more_or_less() {
    use Strength::{Loose, Strict};
    let cases = [
        ("model", Some(Strict)),
        ("MODEL_NAME", Some(Strict)),
        ("modelId", Some(Strict)),
        ("setModel", Some(Strict)),
        ("DEFAULT_MODEL", Some(Strict)),
        ("OPENAI_MODEL", Some(Strict)),
        ("OPEN_MODEL_PREF", Some(Strict)),
        ("titleModel", Some(Loose)),
        ("engine", Some(Loose)),
        ("--model", Some(Strict)),
        ("model_provider", None),
        ("name", None),
        ("viewModel", None),
    ];
    for (key, expected) in cases {
        assert_eq!(strength(key), expected, "{key}");
    }
}
