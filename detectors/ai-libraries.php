<?php
use Rubix\ML\Classifiers\KNearestNeighbors;     // finds: php-machine-learning
use RubixCube\Solver;                           // finds nothing
