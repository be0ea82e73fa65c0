import com.google.ai.edge.aicore.A                    // finds: gemini-nano
