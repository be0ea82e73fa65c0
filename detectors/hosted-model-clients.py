"""A module that talks to models.

import openai                                    finds nothing
"""
import openai                                    # finds: openai-client
from openai import OpenAI                        # finds: openai-client
import os, openai                                # finds: openai-client
from openai import AzureOpenAI                   # finds: openai-client, azure-openai-client
from langchain_openai import ChatOpenAI          # finds: openai-client
client = importlib.import_module("openai")       # finds: openai-client
# import openai                                    finds nothing
#   from anthropic import Anthropic                finds nothing
HELP = "run: import openai; openai.OpenAI()"     # finds nothing
import openairport                               # finds nothing
from mine import openai                          # finds nothing
from .openai import Client                       # finds nothing
importing = openai                               # finds nothing
import anthropic                                 # finds: anthropic-client
from google import genai                         # finds: google-gemini-client
import google.generativeai as genai              # finds: google-gemini-client
from google import auth                          # finds nothing
from mistralai import Mistral                    # finds: mistral-client
import cohere                                    # finds: cohere-client
boto3.client("bedrock-runtime")                  # finds: amazon-bedrock-client
boto3.client("bedrock")                          # finds nothing
import sagemaker                                 # finds: amazon-sagemaker-client
import ollama                                    # finds: ollama-client
client = Client("http://localhost:11434")        # finds: ollama-client
from groq import Groq                            # finds: groq-client
import replicate                                 # finds: replicate-client
import together                                  # finds: together-client
from fireworks.client import Fireworks           # finds: fireworks-client
from fireworks import launch                     # finds nothing
import dashscope                                 # finds: alibaba-dashscope-client
from ibm_watsonx_ai import APIClient             # finds: ibm-watsonx-client
import aleph_alpha_client                        # finds: aleph-alpha-client
from elevenlabs import play                      # finds: elevenlabs-client
import deepgram                                  # finds: deepgram-client
from google.cloud import vision                  # finds: google-cloud-vision-client
import azure.cognitiveservices.speech            # finds: azure-ai-services-client
from litellm import completion                   # finds: litellm
requests.post("https://api.openai.com/v1/chat/completions")  # finds: openai-client
requests.post("https://api.openai.example")      # finds nothing
url = "https://api.deepseek.com"                 # finds: deepseek-client
url = "https://api.x.ai/v1"                      # finds: xai-client
url = "https://my-api.x.ai.example"              # finds nothing
url = "https://api.perplexity.ai"                # finds: perplexity-client
url = "https://openrouter.ai/api/v1"             # finds: openrouter-client
url = "https://models.github.ai/inference"       # finds: github-models-action
from oci import generative_ai_inference               # finds: oci-generative-ai-client
import databricks_langchain                           # finds: databricks-client
from snowflake import cortex                          # finds: snowflake-cortex-client
import speechmatics                                   # finds: speechmatics-client
import amazon_transcribe                              # finds: amazon-language-client
from microsoft_agents import copilotstudio            # finds: microsoft-365-copilot-client
import any_llm                                        # finds: any-llm-clients
import gpt4all                                        # finds: gpt4all-client
