using FeedbackBot.Understanding;
namespace FeedbackBot.Conversations;
public sealed class FlowBook { public static FlowBook Load(string folder) => new(); public static FlowBook? TryLoad(string f, out IReadOnlyList<string> e) { e = []; return new(); } }
public static class FlowRunner {
  public static Decision Decide(FlowBook book, ConversationState state, Turn turn) => new(state, [new Say { Text = "ok", Language = "en" }]);
  public static Decision Greet(FlowBook book, ConversationState state, string language, Known known) => new(state, [new Say { Text = "hello", Language = "en" }]);
  public static Decision Begin(FlowBook book, ConversationState state, string flow, string? subject, string language) => new(state, [new Say { Text = "rate", Language = "en" }]);
}

