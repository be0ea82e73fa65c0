import torch, torch.nn as nn                     # finds: pytorch
import tensorflow as tf                          # finds: tensorflow
import tflite_runtime.interpreter                # finds: tensorflow-lite
from keras import layers                         # finds: keras
import jax                                       # finds: jax
import paddle                                    # finds: paddlepaddle
import mxnet                                     # finds: mxnet
import onnx                                      # finds: onnx
import onnxruntime as ort                        # finds: onnxruntime
from openvino import Core                        # finds: openvino
import tensorrt                                  # finds: tensorrt
from pycoral.utils import edgetpu                # finds: edge-inference-runtimes
import mediapipe                                 # finds: mediapipe
import coremltools                               # finds: apple-core-ml
import mlx                                       # finds: mlx
from sklearn.ensemble import RandomForestClassifier  # finds: scikit-learn
import xgboost as xgb                            # finds: xgboost
import lightgbm                                  # finds: lightgbm
import catboost                                  # finds: catboost
import mlflow                                    # finds: mlflow
import gymnasium                                 # finds: reinforcement-learning
from transformers import pipeline                # finds: transformers
from sentence_transformers import SentenceTransformer  # finds: sentence-transformers
import diffusers                                 # finds: diffusers
from datasets import load_dataset                # finds: hugging-face-hub
from datasets import mine                        # finds nothing
import spacy                                     # finds: spacy
import gensim                                    # finds: gensim
from ultralytics import YOLO                     # finds: ultralytics
import easyocr                                   # finds: image-recognition
import face_recognition                          # finds: face-recognition
model = whisper.load_model("base")               # finds: speech-recognition
import whisper                                   # finds nothing
from TTS.api import TTS                          # finds: speech-synthesis
from llama_cpp import Llama                      # finds: llama-cpp
from vllm import LLM                             # finds: vllm
import text_generation                           # finds: text-generation-inference
import tritonclient.http                         # finds: model-servers
import langchain                                 # finds: langchain
from langchain_community import x                # finds: langchain
from langgraph.graph import StateGraph           # finds: langgraph
from llama_index.core import VectorStoreIndex    # finds: llama-index
from haystack.components import x                # finds: haystack
from haystack import indexes                     # finds nothing
import semantic_kernel                           # finds: semantic-kernel
from crewai import Agent                         # finds: crewai
from autogen_agentchat.agents import AssistantAgent  # finds: autogen
from agents import Agent, Runner                 # finds: openai-agents
from agents import Broker                        # finds nothing
from pydantic_ai import Agent                    # finds: agent-frameworks
import dspy                                      # finds: dspy
from mcp.server.fastmcp import FastMCP           # finds: model-context-protocol
from langfuse import Langfuse                    # finds: language-model-observability
import chromadb                                  # finds: vector-stores
import torchlight                                # finds nothing
import pytorch_wrapper                           # finds nothing
from django.db import models                     # finds nothing
class Agent: pass                                # finds nothing
