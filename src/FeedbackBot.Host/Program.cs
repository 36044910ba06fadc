using FeedbackBot.Host.Commands;

return await CommandLine.RunAsync(args);
