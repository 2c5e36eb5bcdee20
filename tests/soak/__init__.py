"""Long use, watched for growth."""
