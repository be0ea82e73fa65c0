//! Models that the address of a request names: `…/models/gemini-1.5-flash:generateContent`.

use inventory::Confidence;

use super::context::Context;
use super::lexicon::{is_id, lexicon};
use super::resolve::Reference;
use crate::report::Kind;

/// Who is asked, what stands before the model, and of how many parts its name is at most.
const FORMS: &[(&str, &str, usize)] = &[
    ("Azure OpenAI", "/deployments/", 1),
    ("Google", "/models/", 1),
    ("Google Vertex AI", "/models/", 1),
    ("Amazon Bedrock", "/model/", 1),
    ("Replicate", "/models/", 2),
    ("Hugging Face", "/models/", 2),
];

/// What ends the name of a model of the hub: the task follows.
const TASKS: [&str; 3] = ["pipeline", "v1", "predictions"];

/// The hosted model that an address leads to.
pub fn model_address(context: &Context, text: &str) -> Option<Reference> {
    let (_, after) = text.split_once("://")?;
    // Its hosts have the region in their middle.
    let bedrock = || lexicon().provider("Amazon Bedrock").filter(|_| after.starts_with("bedrock-runtime."));
    let provider = context.provider_at(text).or_else(bedrock)?;
    let (_, before, parts_max) = FORMS.iter().find(|(name, ..)| *name == provider.name)?;
    let (_, path) = after.split_once(before)?;
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let parts: Vec<&str> = path.split('/').take(*parts_max).take_while(|part| !TASKS.contains(part)).collect();
    let name = parts.join("/").replace("%3A", ":").replace("%3a", ":");
    // Google writes what is to be done behind the name.
    let is_google = provider.name.starts_with("Google");
    let name = if is_google { name.split(':').next().unwrap_or_default() } else { &*name };
    if !is_id(name) {
        return None;
    }
    let reference = Reference::new(Kind::HostedModel, name, Some(&provider.name), Confidence::Certain);
    Some(if provider.name == "Azure OpenAI" { reference.with("deployment", name) } else { reference })
}
