using FeedbackBot.Benchmarks;

return await Runner.RunAsync(args);
