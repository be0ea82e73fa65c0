resource "aws_bedrockagent_agent" "a" {        # finds: terraform-bedrock
resource "aws_sagemaker_endpoint" "e" {        # finds: terraform-sagemaker
resource "aws_bedroom" "e" {                   # finds nothing
