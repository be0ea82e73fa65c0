<?php
use Laravel\Mcp\A;  // finds: model-context-protocol
// use Laravel\Mcp\A;  finds nothing
