resource "aws_bedrockagent_agent" "a" {        # finds: amazon-bedrock-client
resource "aws_sagemaker_endpoint" "e" {        # finds: amazon-sagemaker-client
resource "aws_bedroom" "e" {                   # finds nothing
