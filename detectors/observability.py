import langfuse           # finds: langfuse
import langsmith          # finds: langsmith
from phoenix import otel  # finds: arize-phoenix
import openinference      # finds: openinference
import traceloop          # finds: openllmetry
import helicone           # finds: helicone
import wandb              # finds: weights-and-biases
import weave              # finds: weave
import mlflow             # finds: mlflow
import comet_ml           # finds: comet-ml
import neptune            # finds: neptune
import clearml            # finds: clearml
from aim import Run       # finds: aim
import tensorboard        # finds: tensorboard
import promptfoo          # finds: promptfoo
import ragas              # finds: ragas
import deepeval           # finds: deepeval
import lm_eval            # finds: lm-evaluation-harness
import lighteval          # finds: lighteval
import trulens            # finds: trulens
import braintrust         # finds: braintrust
import galileo            # finds: galileo
import lunary             # finds: lunary
import humanloop          # finds: humanloop
import promptlayer        # finds: promptlayer
import literalai          # finds: literal-ai
import logfire            # finds: logfire-ai
import evidently          # finds: model-monitoring
import fairlearn          # finds: fairness
from art import attacks   # finds: adversarial-robustness
# import langfuse  finds nothing
a = "import langfuse"  # finds nothing
