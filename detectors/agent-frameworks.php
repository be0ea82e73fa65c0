<?php
use LarAgent\A;  // finds: agent-frameworks
// use LarAgent\A;  finds nothing
