using System.Text;

namespace FeedbackBot.Conversations.Files;

/// <summary>Names as the files write them: snake_case.</summary>
internal static class Names
{
    public static string Snake<T>(T value) where T : struct, Enum => Snake(value.ToString());

    public static IEnumerable<string> All<T>() where T : struct, Enum => Enum.GetNames<T>().Select(Snake);

    private static string Snake(string name)
    {
        var snake = new StringBuilder();
        foreach (var c in name)
        {
            if (char.IsUpper(c) && snake.Length > 0)
                snake.Append('_');
            snake.Append(char.ToLowerInvariant(c));
        }
        return snake.ToString();
    }
}
