import kfp            # finds: kubeflow
from sky import Task  # finds: skypilot
import ray            # finds: ray
import zenml          # finds: machine-learning-pipelines
# import kfp  finds nothing
a = "import kfp"  # finds nothing
