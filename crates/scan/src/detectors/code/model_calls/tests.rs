//! Code of many languages, and what it names.

use std::path::Path;

use crate::{Kind, inspect};

/// What is found in code beyond what the patterns find: `line kind name provider`.
fn uses(path: &str, text: &str) -> Vec<String> {
    let report = inspect(Path::new(path), text.as_bytes()).expect("the built-in detectors are sound");
    let of_code = report.findings.iter().filter(|finding| finding.detector == "model-calls");
    of_code
        .map(|finding| {
            let provider = finding.properties.iter().find(|property| property.name == "provider");
            let provider = provider.map_or("-", |property| &property.value);
            let (line, kind) = (finding.line.unwrap_or(0), finding.kind.as_str());
            format!("{line} {kind} {} {provider}", finding.name)
        })
        .collect()
}

fn check(path: &str, text: &str, expected: &[&str]) {
    let mut found = uses(path, text);
    found.sort();
    let mut expected: Vec<&str> = expected.to_vec();
    expected.sort();
    assert_eq!(found, expected, "{path}: {text}");
}

#[test]
fn python_names_models_wherever_its_libraries_take_them() {
    let cases: &[(&str, &[&str])] = &[
        (
            "import openai\nc.chat.completions.create(\n    messages=[],\n    model=\"gpt-4o\")",
            &["4 hosted-model gpt-4o OpenAI"],
        ),
        (
            "from openai import OpenAI\nc = OpenAI(base_url='https://api.deepseek.com')\nc.x.create(model='deepseek-chat')",
            &["3 hosted-model deepseek-chat DeepSeek"],
        ),
        (
            "from openai import OpenAI\nc = OpenAI(base_url='http://localhost:11434/v1')\nc.x.create(model='llama3.2')",
            &["3 model-reference llama3.2 Ollama"],
        ),
        (
            "from openai import AzureOpenAI\nAzureOpenAI().chat.create(model='door-4')",
            &["2 hosted-model door-4 Azure OpenAI"],
        ),
        (
            "from langchain_openai import ChatOpenAI\nimport os\nl = ChatOpenAI(model=os.getenv('M', 'gpt-4.1'))",
            &["3 hosted-model gpt-4.1 OpenAI"],
        ),
        (
            "from langchain.chat_models import init_chat_model\ninit_chat_model('claude-3-7-sonnet-latest')",
            &["2 hosted-model claude-3-7-sonnet-latest Anthropic"],
        ),
        (
            "import litellm\nlitellm.completion(model='groq/llama-3.3-70b-versatile')",
            &["2 hosted-model llama-3.3-70b-versatile Groq"],
        ),
        ("import litellm\nM = ['gpt-4o', 'gemini/gemini-2.0-flash']", &["2 hosted-model gpt-4o OpenAI"]),
        ("import dspy\ndspy.LM('ollama_chat/llama3.2')", &["2 model-reference llama3.2 Ollama"]),
        (
            "import boto3\nb = boto3.client('bedrock-runtime')\nb.converse(modelId='us.amazon.nova-lite-v1:0')",
            &["3 hosted-model us.amazon.nova-lite-v1:0 Amazon Bedrock"],
        ),
        (
            "import vertexai\nfrom vertexai.generative_models import GenerativeModel\nGenerativeModel('gemini-1.5-pro')",
            &["3 hosted-model gemini-1.5-pro Google Vertex AI"],
        ),
        (
            "from transformers import AutoModel\nc = 'door/left-7b'\nAutoModel.from_pretrained(c)",
            &["2 model-reference door/left-7b Hugging Face"],
        ),
        (
            "from transformers import pipeline\npipeline('sentiment-analysis', 'door/left')",
            &["2 model-reference door/left Hugging Face"],
        ),
        ("from vllm import LLM\nLLM(model='door/left-7b')", &["2 model-reference door/left-7b Hugging Face"]),
        ("import whisper\nwhisper.load_model('base')", &["2 model-reference whisper-base OpenAI"]),
        ("import torch\ntorch.load('weights/door.pt')", &["2 model-reference door.pt -"]),
        ("from llama_cpp import Llama\nLlama(model_path='m/door-q4.gguf')", &["2 model-reference door-q4.gguf -"]),
        (
            "from datasets import load_dataset\nload_dataset('door/left')\nload_dataset('csv')",
            &["2 dataset door/left Hugging Face"],
        ),
        (
            "import requests\nrequests.post('https://api.openai.com/v1/x', data='{\"model\": \"gpt-4o\"}')",
            &["2 hosted-model gpt-4o OpenAI"],
        ),
        ("import openai\np.add_argument('--model', default='gpt-4o-mini')", &["2 hosted-model gpt-4o-mini OpenAI"]),
        ("import openai\nif m.startswith('gpt-4'): pass", &["2 hosted-model gpt-4 OpenAI"]),
    ];
    for (text, expected) in cases {
        if text.contains("gemini/gemini") {
            check("a.py", text, &["2 hosted-model gpt-4o OpenAI", "2 hosted-model gemini-2.0-flash Google"]);
        } else {
            check("a.py", text, expected);
        }
    }
}

#[test]
fn other_languages_name_models_in_their_own_ways() {
    let cases: &[(&str, &str, &[&str])] = &[
        (
            "a.ts",
            "import OpenAI from 'openai';\nf({ model: process.env.M ?? 'gpt-4o' })",
            &["2 hosted-model gpt-4o OpenAI"],
        ),
        (
            "a.ts",
            "import { createOpenAI } from '@ai-sdk/openai';\nconst groq = createOpenAI({ baseURL: 'https://api.groq.com/openai/v1' });\nf({ model: groq('llama-3.1-8b-instant') });",
            &["3 hosted-model llama-3.1-8b-instant Groq"],
        ),
        (
            "a.mjs",
            "import { pipeline } from '@huggingface/transformers';\nawait pipeline('a', 'door/left');",
            &["2 model-reference door/left Hugging Face"],
        ),
        (
            "a.vue",
            "<script>\nimport OpenAI from 'openai'\nf({ model: 'gpt-4o' })\n</script>",
            &["3 hosted-model gpt-4o OpenAI"],
        ),
        (
            "a.go",
            "package a\nimport openai \"github.com/sashabaranov/go-openai\"\nvar r = openai.R{Model: openai.GPT3Dot5Turbo}",
            &["3 hosted-model gpt-3.5-turbo OpenAI"],
        ),
        (
            "A.java",
            "import dev.langchain4j.model.ollama.OllamaChatModel;\nObject m = OllamaChatModel.builder().modelName(\"llama3\").build();",
            &["2 model-reference llama3 Ollama"],
        ),
        (
            "A.java",
            "import com.anthropic.models.messages.Model;\nObject m = X.builder().model(Model.CLAUDE_3_7_SONNET_LATEST).build();",
            &["2 hosted-model claude-3-7-sonnet-latest Anthropic"],
        ),
        (
            "A.kt",
            "import com.google.ai.client.generativeai.GenerativeModel\nval m = GenerativeModel(modelName = \"gemini-1.5-flash\")",
            &["2 hosted-model gemini-1.5-flash Google"],
        ),
        (
            "A.cs",
            "using Azure.AI.OpenAI;\nvar c = x.GetChatClient(\"door-4o\");",
            &["2 hosted-model door-4o Azure OpenAI"],
        ),
        ("A.cs", "using OpenAI.Chat;\nChatClient c = new(model: \"gpt-4o\");", &["2 hosted-model gpt-4o OpenAI"]),
        ("a.fs", "open OpenAI.Chat\nlet c = ChatClient(\"gpt-4o-mini\", k)", &["2 hosted-model gpt-4o-mini OpenAI"]),
        ("a.rs", "use async_openai::Client;\nfn f() { g().model(\"gpt-4o\"); }", &["2 hosted-model gpt-4o OpenAI"]),
        (
            "a.rs",
            "use ort::session::Session;\nfn f() { s.commit_from_file(\"door.onnx\"); }",
            &["2 model-reference door.onnx -"],
        ),
        ("a.php", "<?php\nuse OpenAI;\n$c->chat()->create(['model' => 'gpt-4o']);", &["3 hosted-model gpt-4o OpenAI"]),
        ("a.rb", "require 'openai'\nc.chat(parameters: { model: 'gpt-4o' })", &["2 hosted-model gpt-4o OpenAI"]),
        (
            "a.swift",
            "import OpenAI\nlet q = ChatQuery(messages: [], model: .gpt4_o)",
            &["2 hosted-model gpt-4o OpenAI"],
        ),
        (
            "a.cpp",
            "// x\nj[\"model\"] = \"gpt-4o\";\nauto u = \"https://api.openai.com/v1/x\";",
            &["2 hosted-model gpt-4o OpenAI"],
        ),
        (
            "a.cpp",
            "#include <torch/script.h>\nauto m = torch::jit::load(\"door.pt\");",
            &["2 model-reference door.pt -"],
        ),
        (
            "a.dart",
            "import 'package:tflite_flutter/tflite_flutter.dart';\nf() => Interpreter.fromAsset('assets/door.tflite');",
            &["2 model-reference door.tflite -"],
        ),
        ("a.R", "library(ellmer)\nc <- chat_openai(model = \"gpt-4o\")", &["2 hosted-model gpt-4o OpenAI"]),
        ("a.jl", "using OpenAI\nf(k; model = \"gpt-4o\")", &["2 hosted-model gpt-4o OpenAI"]),
        (
            "a.ex",
            "alias LangChain.ChatModels.ChatOpenAI\nChatOpenAI.new!(%{model: \"gpt-4o\"})",
            &["2 hosted-model gpt-4o OpenAI"],
        ),
        ("a.ex", "Bumblebee.load_model({:hf, \"example/door\"})", &["1 model-reference example/door Hugging Face"]),
        ("a.sql", "SELECT SNOWFLAKE.CORTEX.COMPLETE('door-large2', x)", &["1 hosted-model door-large2 Snowflake"]),
        ("a.json", "{\"url\": \"https://api.openai.com\",\n\"model\": \"gpt-4o\"}", &["2 hosted-model gpt-4o OpenAI"]),
    ];
    for (path, text, expected) in cases {
        check(path, text, expected);
    }
}

#[test]
fn an_address_names_the_model_that_is_asked() {
    let cases = [
        ("https://x.openai.azure.com/openai/deployments/door-4/chat/completions?v=1", "door-4 Azure OpenAI"),
        ("https://api-inference.huggingface.co/models/example/door", "example/door Hugging Face"),
        ("https://router.huggingface.co/hf-inference/models/door/pipeline/x", "door Hugging Face"),
        ("https://generativelanguage.googleapis.com/v1/models/door-1:generateContent", "door-1 Google"),
        ("https://api.replicate.com/v1/models/example/door/predictions", "example/door Replicate"),
        (
            "https://bedrock-runtime.eu-west-1.amazonaws.com/model/meta.door-3-v1%3A0/invoke",
            "meta.door-3-v1:0 Amazon Bedrock",
        ),
    ];
    for (address, expected) in cases {
        check("a.py", &format!("post('{address}')"), &[&*format!("1 hosted-model {expected}")]);
    }
    check("a.py", "post('https://x.openai.azure.com/openai/deployments/{name}/chat')", &[]);
    check("a.py", "post('https://api-inference.huggingface.co/status/x')", &[]);
}

#[test]
fn agents_tools_servers_and_prompts_are_named() {
    check(
        "a.py",
        "from crewai import Agent\na = Agent(role=\"Door keeper\", backstory=\"You are a door.\", llm=\"gpt-4o\")",
        &["2 agent Door keeper -", "2 hosted-model gpt-4o OpenAI", "2 prompt-file backstory -"],
    );
    check(
        "a.py",
        "from crewai import Agent\ndef keeper(self):\n    return Agent(config=self.c['keeper'])",
        &["3 agent keeper -"],
    );
    check(
        "a.py",
        "from mcp.server.fastmcp import FastMCP\nmcp = FastMCP(\"door\")\n@mcp.tool()\ndef open_door(): pass",
        &["2 mcp-server door -", "4 tool open_door -"],
    );
    check(
        "a.py",
        "from mcp import ClientSession\nasync with ClientSession(r, w) as s: pass",
        &["2 mcp-client MCP client -"],
    );
    check(
        "a.ts",
        "import { Agent } from '@openai/agents';\nnew Agent({ name: 'Door', instructions: `You are a door.` });",
        &["2 agent Door -", "2 prompt-file instructions -"],
    );
    check(
        "a.ts",
        "import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';\nconst s = new McpServer({ name: 'door', version: '1' });\ns.tool('open', {});",
        &["2 mcp-server door -", "3 tool open -"],
    );
    check(
        "A.cs",
        "using Microsoft.SemanticKernel;\nChatCompletionAgent a = new() { Name = \"Door\" };\n[KernelFunction(\"open\")] public string Open() => x;",
        &["2 agent Door -", "3 tool open -"],
    );
    check(
        "a.go",
        "package a\nimport o \"github.com/sashabaranov/go-openai\"\nvar m = o.M{Role: o.ChatMessageRoleSystem, Content: \"You are a door.\"}",
        &["3 prompt-file system prompt -"],
    );
    check(
        "A.java",
        "import dev.langchain4j.data.message.SystemMessage;\nObject m = SystemMessage.from(\"You are a door.\");",
        &["2 prompt-file system prompt -"],
    );
    check(
        "A.cs",
        "using OpenAI.Chat;\nvar m = new SystemChatMessage(\"You are a door.\");",
        &["2 prompt-file system prompt -"],
    );
    check("a.py", "SYSTEM_PROMPT = \"\"\"You are a door assistant. Open.\"\"\"", &["1 prompt-file system prompt -"]);
    check(
        "a.py",
        "import openai\nm = [{\"role\": \"system\", \"content\": \"You are a door.\"}, {\"role\": \"user\", \"content\": \"You are a dog?\"}]",
        &["2 prompt-file system prompt -"],
    );
}

#[test]
fn a_notebook_is_read_cell_by_cell() {
    let text = "{\"cells\": [{\"cell_type\": \"code\", \"source\": [\n\"import openai\\n\",\n\"f(model=\\\"gpt-4o\\\")\\n\",\n\"!ollama pull llama3\"]}]}";
    check("a.ipynb", text, &["3 hosted-model gpt-4o OpenAI", "4 model-reference llama3 Ollama"]);
}

#[test]
fn what_has_nothing_to_do_with_models_is_left_alone() {
    let cases = [
        ("a.py", "class Car:\n    model = \"T-1000\"\n# f(model=\"gpt-4o\")\n"),
        ("a.py", "\"\"\"import openai; f(model='gpt-4o')\"\"\"\nX = \"\"\"\nimport openai\nf(model='gpt-4o')\n\"\"\""),
        ("a.py", "from django.db import models\nname = models.CharField(max_length=9)"),
        ("a.js", "const model = \"T-1000\"; const name = prompt(\"You are here?\");"),
        ("a.js", "const prompts = require(\"prompts\"); prompts({ type: \"text\", message: \"You are who?\" });"),
        ("a.js", "const s = `import OpenAI from \"openai\"`; // gpt-4o"),
        ("a.ts", "const titleModel = ref(\"title-model-3\"); const engine = \"v-8\";"),
        (
            "A.cs",
            "using System.Threading.Tasks;\nvar t = new Task(() => {}); var a = new Agent { Name = \"x\", Model = \"T-1000\" };",
        ),
        ("a.go", "package a\nconst doc = `\nimport \"github.com/openai/openai-go\"\n`"),
        ("a.rb", "class Model < Base; end\nmodel = \"gpt\""),
        ("a.json", "{\"model\": \"iPhone-15\", \"name\": \"openai docs\"}"),
        ("a.tsx", "<p title=\"You are not logged in\">gpt-engineer</p>"),
    ];
    for (path, text) in cases {
        let report = inspect(Path::new(path), text.as_bytes()).expect("the built-in detectors are sound");
        let assets: Vec<&String> = report
            .findings
            .iter()
            .filter(|finding| finding.kind.asset().is_some() && finding.kind != Kind::AiLibrary)
            .map(|finding| &finding.name)
            .collect();
        assert_eq!(assets, [] as [&String; 0], "{path}: {text}");
    }
}
