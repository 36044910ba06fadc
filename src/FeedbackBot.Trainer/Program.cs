using System.CommandLine;
using FeedbackBot.Trainer;

// Trains the embedded reader's model, and tells how good it is on text that it was not trained on.
return await TrainerCommands.Create().Parse(args).InvokeAsync();
