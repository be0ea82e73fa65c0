import torch                             # finds: pytorch
import torchvision                       # finds: torchvision
import torchaudio                        # finds: torchaudio
import timm                              # finds: timm
import fastai                            # finds: fastai
import tensorflow                        # finds: tensorflow
import tensorflowjs                      # finds: tensorflow-js
import tflite_runtime                    # finds: tensorflow-lite
import keras                             # finds: keras
import jax                               # finds: jax
import paddle                            # finds: paddlepaddle
import paddleocr                         # finds: paddleocr
import mxnet                             # finds: mxnet
import mindspore                         # finds: mindspore
import tinygrad                          # finds: tinygrad
import onnx                              # finds: onnx
import tf2onnx                           # finds: tf2onnx
import onnxruntime                       # finds: onnxruntime
import onnxruntime_genai                 # finds: onnxruntime-genai
from olive import workflows              # finds: olive
import openvino                          # finds: openvino
import tensorrt                          # finds: tensorrt
import tensorrt_llm                      # finds: tensorrt-llm
import ncnn                              # finds: ncnn
import MNN                               # finds: mnn
import executorch                        # finds: executorch
import pycoral                           # finds: coral-edge-tpu
import rknn                              # finds: rockchip-npu
import hailo_platform                    # finds: hailo
import qai_hub                           # finds: qualcomm-ai-engine
import edge_impulse_linux                # finds: edge-impulse
import mistralrs                         # finds: mistral-rs
from pyspark import ml                   # finds: spark-ml
import stanza                            # finds: stanford-corenlp
import mediapipe                         # finds: mediapipe
import coremltools                       # finds: apple-core-ml
import mlx                               # finds: mlx
a("navigator.ml.createContext")          # finds: web-nn
import sklearn                           # finds: scikit-learn
import xgboost                           # finds: xgboost
import lightgbm                          # finds: lightgbm
import catboost                          # finds: catboost
import autogluon                         # finds: automated-machine-learning
import optuna                            # finds: optuna
import prophet                           # finds: time-series-forecasting
import tabpfn                            # finds: tabular-models
import shap                              # finds: shap
import stable_baselines3                 # finds: reinforcement-learning
import lightfm                           # finds: recommender-systems
import mlc_llm                           # finds: mlc-llm
import transformers                      # finds: transformers
import accelerate                        # finds: accelerate
import peft                              # finds: peft
import trl                               # finds: trl
import optimum                           # finds: optimum
import unsloth                           # finds: unsloth
import axolotl                           # finds: fine-tuning
import deepspeed                         # finds: deepspeed
import bitsandbytes                      # finds: quantisation
import neural_compressor                 # finds: neural-compressor
import intel_extension_for_transformers  # finds: intel-extension-for-transformers
import intel_extension_for_pytorch       # finds: intel-extension-for-pytorch
import flash_attn                        # finds: flash-attention
import sentence_transformers             # finds: sentence-transformers
import fastembed                         # finds: fastembed
import flashrank                         # finds: reranking
import diffusers                         # finds: diffusers
import huggingface_hub                   # finds: hugging-face-hub
from datasets import load_dataset        # finds: hugging-face-datasets
from evaluate import load                # finds: evaluate
import modelscope                        # finds: modelscope
import kagglehub                         # finds: kaggle-hub
import spacy                             # finds: spacy
import nltk                              # finds: nltk
from flair import models                 # finds: flair
import gensim                            # finds: gensim
import fasttext                          # finds: fasttext
import bertopic                          # finds: bertopic
import rasa                              # finds: rasa
import argostranslate                    # finds: machine-translation
import presidio_analyzer                 # finds: presidio
import ultralytics                       # finds: ultralytics
from cv2 import dnn                      # finds: opencv-dnn
import darknet                           # finds: darknet
import detectron2                        # finds: detectron2
import mmdet                             # finds: openmmlab
import segment_anything                  # finds: segment-anything
import open_clip                         # finds: open-clip
import roboflow                          # finds: roboflow
import kornia                            # finds: image-recognition
import easyocr                           # finds: optical-character-recognition
import pytesseract                       # finds: tesseract
import face_recognition                  # finds: face-recognition
import deepface                          # finds: deepface
import dlib                              # finds: dlib
from whisper import load_model           # finds: whisper
import faster_whisper                    # finds: faster-whisper
import pywhispercpp                      # finds: whisper-cpp
import vosk                              # finds: vosk
import sherpa_onnx                       # finds: sherpa-onnx
import pvporcupine                       # finds: picovoice
from pyannote import audio               # finds: pyannote
import speechbrain                       # finds: speech-recognition
from TTS import api                      # finds: speech-synthesis
from piper import voice                  # finds: piper
import demucs                            # finds: audio-models
import llama_cpp                         # finds: llama-cpp
import ctransformers                     # finds: ggml
import exllamav2                         # finds: exllama
import guardrails                        # finds: guardrails
import nemoguardrails                    # finds: nemo-guardrails
import instructor                        # finds: instructor
import outlines                          # finds: outlines
import baml_py                           # finds: baml
import tiktoken                          # finds: tiktoken
# import torch  finds nothing
a = "import torch"  # finds nothing
