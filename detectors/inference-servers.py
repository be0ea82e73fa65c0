import vllm                    # finds: vllm
import sglang                  # finds: sglang
import text_generation         # finds: text-generation-inference
import infinity_emb            # finds: infinity
import tritonclient            # finds: triton
import tensorflow_serving      # finds: tensorflow-serving
from ts import torch_handler   # finds: torchserve
import ovmsclient              # finds: openvino-model-server
import lmdeploy                # finds: lmdeploy
import xinference              # finds: xinference
import fastchat                # finds: fastchat
import kserve                  # finds: kserve
import seldon_core             # finds: seldon
import bentoml                 # finds: bentoml
from ray import serve          # finds: ray-serve
from cog import BasePredictor  # finds: cog
import litserve                # finds: litserve
import mii                     # finds: deepspeed-mii
import mosec                   # finds: mosec
import truss                   # finds: truss
# import vllm  finds nothing
a = "import vllm"  # finds nothing
