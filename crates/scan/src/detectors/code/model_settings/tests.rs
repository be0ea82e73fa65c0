//! Settings and scripts of many forms, and the models they choose.

use std::path::Path;

use crate::inspect;

fn check(path: &str, text: &str, expected: &[&str]) {
    let report = inspect(Path::new(path), text.as_bytes()).expect("the built-in detectors are sound");
    let of_settings = report.findings.iter().filter(|finding| finding.detector == "model-settings");
    let found: Vec<String> = of_settings
        .map(|finding| {
            let provider = finding.properties.iter().find(|property| property.name == "provider");
            let provider = provider.map_or("-", |property| &property.value);
            let (line, kind) = (finding.line.unwrap_or(0), finding.kind.as_str());
            format!("{line} {kind} {} {provider}", finding.name)
        })
        .collect();
    assert_eq!(found, expected, "{path}: {text}");
}

#[test]
fn settings_choose_models() {
    check(
        ".env",
        "OPENAI_MODEL=gpt-4o\nGROQ_MODEL=\"llama-3.1-70b-versatile\"",
        &["1 hosted-model gpt-4o OpenAI", "2 hosted-model llama-3.1-70b-versatile Groq"],
    );
    check(
        ".env.example",
        "# ANTHROPIC_API_KEY=\n# ANTHROPIC_MODEL_PREF='claude-sonnet-4-6'",
        &["2 hosted-model claude-sonnet-4-6 Anthropic"],
    );
    check(
        "application.properties",
        "spring.ai.anthropic.chat.options.model=claude-3-5-sonnet-latest",
        &["1 hosted-model claude-3-5-sonnet-latest Anthropic"],
    );
    check(
        "application.yml",
        "spring:\n  ai:\n    ollama:\n      chat:\n        options:\n          model: llama3.1",
        &["6 model-reference llama3.1 Ollama"],
    );
    check("config.toml", "[llm]\nmodel = \"gpt-4o\"", &["2 hosted-model gpt-4o OpenAI"]);
    check(
        "litellm_config.yaml",
        "model_list:\n  - model_name: main\n    litellm_params:\n      model: azure/door-4o\n  - litellm_params: {model: ollama/llama3}",
        &["4 hosted-model door-4o Azure OpenAI", "5 model-reference llama3 Ollama"],
    );
    check(
        "main.tf",
        "resource \"aws_bedrockagent_agent\" \"a\" {\n  foundation_model = \"anthropic.claude-v2\"\n}",
        &["2 hosted-model anthropic.claude-v2 Amazon Bedrock"],
    );
    check(
        "main.tf",
        "resource \"azurerm_cognitive_deployment\" \"a\" {\n  model {\n    name = \"gpt-4o\"\n  }\n}",
        &["3 hosted-model gpt-4o OpenAI"],
    );
    check(
        "isvc.yaml",
        "apiVersion: serving.kserve.io/v1beta1\nspec:\n  storageUri: gs://door/model",
        &["3 model-reference gs://door/model -"],
    );
}

#[test]
fn commands_name_models() {
    check(
        "docker-compose.yml",
        "services:\n  a:\n    image: vllm/vllm-openai:v1\n    command: [\"--model\", \"door/left-7b\"]",
        &["4 model-reference door/left-7b Hugging Face"],
    );
    check(
        "k8s.yaml",
        "image: lmsysorg/sglang\nargs:\n  - --model-path\n  - door/left\n  - --model=door/right",
        &["5 model-reference door/right Hugging Face"],
    );
    check(
        "Dockerfile",
        "FROM ollama/ollama\nRUN ollama serve & ollama pull llama3.2:1b",
        &["2 model-reference llama3.2:1b Ollama"],
    );
    check(
        "a.sh",
        "huggingface-cli download door/left a.gguf\nhf download door/right",
        &["1 model-reference door/left Hugging Face", "2 model-reference door/right Hugging Face"],
    );
    check(
        "a.sh",
        "curl https://api.groq.com/x -d '{\n  \"model\": \"llama3-8b-8192\"\n}'",
        &["2 hosted-model llama3-8b-8192 Groq"],
    );
    check(
        "Makefile",
        "wget https://huggingface.co/door/left/resolve/main/a.bin\nvllm serve door/right",
        &["1 model-reference door/left Hugging Face", "2 model-reference door/right Hugging Face"],
    );
}

#[test]
fn models_of_other_sorts_are_left_alone() {
    check("car.yaml", "model: golf-7\nengine: v8\nmodels: [a, b]\n", &[]);
    check("a.properties", "model=T-1000\n# model=gpt-4o", &[]);
    check("a.sh", "# ollama pull llama3\nMODEL=qemu-64\nqemu --model x-64", &[]);
    check(".env", "# OPENAI_MODEL=gpt-4o", &[]);
}

#[test]
fn an_address_in_a_script_names_the_model_that_is_asked() {
    check(
        "ask.sh",
        "curl \"https://x.openai.azure.com/openai/deployments/door-4/chat?v=1\" -d @x",
        &["1 hosted-model door-4 Azure OpenAI"],
    );
    check("ask.sh", "curl https://api.openai.com/v1/models/door-4", &[]);
}
