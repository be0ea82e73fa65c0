use async_openai::Client;                      // finds: openai-client
use ollama_rs::Ollama;                         // finds: ollama-client
use crate::async_openai::Mine;                 // finds nothing
use async_openai_mock::Client;                 // finds nothing
let openai = "async_openai";                   // finds nothing
