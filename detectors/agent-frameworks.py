import langchain                     # finds: langchain
import langchain_core                # finds: langchain-core, langchain
import langchain_community           # finds: langchain-community, langchain
import langchain_huggingface         # finds: langchain-hugging-face, langchain
import langchain_text_splitters      # finds: langchain-text-splitters, langchain
from langchain import hub            # finds: langchain-hub, langchain
import langgraph                     # finds: langgraph
import deepagents                    # finds: deep-agents
import llama_index                   # finds: llama-index
from haystack import components      # finds: haystack
import semantic_kernel               # finds: semantic-kernel
import agent_framework               # finds: microsoft-agent-framework
import crewai                        # finds: crewai
import crewai_tools                  # finds: crewai-tools
import autogen                       # finds: autogen
import ag2                           # finds: ag2
from agents import Runner            # finds: openai-agents
import claude_agent_sdk              # finds: claude-agent-sdk
import pydantic_ai                   # finds: pydantic-ai
import smolagents                    # finds: smolagents
from google import adk               # finds: google-adk
from a2a import server               # finds: agent2agent
import strands                       # finds: strands-agents
import agno                          # finds: agno
import dspy                          # finds: dspy
import genkit                        # finds: genkit
import copilotkit                    # finds: copilotkit
import beeai_framework               # finds: beeai
from camel import agents             # finds: camel
import metagpt                       # finds: metagpt
import letta                         # finds: letta
import mem0                          # finds: mem0
import zep_python                    # finds: zep
import cognee                        # finds: cognee
import griptape                      # finds: griptape
import controlflow                   # finds: controlflow
import browser_use                   # finds: browser-use
import stagehand                     # finds: stagehand
from interpreter import interpreter  # finds: open-interpreter
from swarm import Swarm              # finds: openai-swarm
import embedchain                    # finds: embedchain
import aisuite                       # finds: aisuite
import txtai                         # finds: txtai
from unstructured import partition   # finds: unstructured
import ragflow_sdk                   # finds: ragflow
import pipecat                       # finds: pipecat
from livekit import agents           # finds: livekit-agents
import vapi                          # finds: vapi
import chainlit                      # finds: chainlit
import gradio                        # finds: gradio
import agentops                      # finds: agent-frameworks
import langflow                      # finds: langflow
import dify_client                   # finds: dify
import promptflow                    # finds: prompt-flow
import cozepy                        # finds: coze
# import langchain  finds nothing
a = "import langchain"  # finds nothing
