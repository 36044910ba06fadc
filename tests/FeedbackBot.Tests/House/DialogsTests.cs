using FeedbackBot.Conversations;

namespace FeedbackBot.Tests.House;

/// <summary>The dialogs that ship are valid.</summary>
public sealed class DialogsTests
{
    [Fact]
    public void Every_dialog_file_is_valid()
    {
        FlowBook.TryLoad(Path.Combine(Repository.Root, "dialogs"), out var errors);
        errors.ShouldBeEmpty();
    }
}
