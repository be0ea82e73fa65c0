<?php
use OnnxRuntime\A;                  // finds: onnxruntime
use Rubix\ML\A;                     // finds: php-machine-learning
use Codewithkyrian\Transformers\A;  // finds: php-machine-learning
// use OnnxRuntime\A;  finds nothing
