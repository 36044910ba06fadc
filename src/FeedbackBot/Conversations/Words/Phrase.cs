namespace FeedbackBot.Conversations;

/// <summary>One set phrase as a small graph of characters, choices and gaps; matching it takes a bounded number of steps.</summary>
internal sealed class Phrase
{
    /// <summary>How many characters <c>*</c> may stand for.</summary>
    private const int GapAtMost = 16;

    private readonly Node _first;

    private Phrase(Node first, IReadOnlySet<char> begins) => (_first, Begins) = (first, begins);

    private enum Kind { End, Letter, Space, Gap, Either }

    /// <summary>The characters it can begin with.</summary>
    public IReadOnlySet<char> Begins { get; }

    /// <exception cref="FormatException">The notation is broken; the message says how.</exception>
    public static Phrase Parse(string phrase)
    {
        if (phrase.AsSpan().ContainsAny("?+\\^$"))
            throw new FormatException("a phrase with one of ? + \\ ^ $; expected [x] for what may be missing, (a|b) for either, * for a few words");
        var plain = Plain.Of(phrase).Trim();
        var at = 0;
        var first = Sequence(plain, ref at, [], '\0')(new Node(Kind.End));
        if (at < plain.Length)
            throw new FormatException("a phrase with an unbalanced ) or ]");
        var begins = new HashSet<char>();
        if (plain.Length == 0 || !Begin(first, begins))
            throw new FormatException("a phrase that says nothing, or begins with *");
        return new Phrase(first, begins);
    }

    /// <summary>The farthest end of the phrase when it begins here, or −1.</summary>
    public int LongestEnd(string text, int start)
    {
        var longest = -1;
        if (Stands(text, start))
            Walk(_first, text, start, ref longest, []);
        return longest;
    }

    /// <summary>Marks every place where it can end when it begins here.</summary>
    public void Ends(string text, int start, Span<bool> ends)
    {
        var longest = -1;
        if (Stands(text, start))
            Walk(_first, text, start, ref longest, ends);
    }

    /// <summary>Messages that the phrase is written for, gaps left empty.</summary>
    public IEnumerable<string> Examples() => Examples(_first, "");

    private static IEnumerable<string> Examples(Node node, string said) => node.Kind switch
    {
        Kind.End => [said],
        Kind.Letter => Examples(node.Next!, said + node.Letter),
        Kind.Space => Examples(node.Next!, said + ' '),
        Kind.Gap => Examples(node.Next!, said),
        _ => node.Branches.SelectMany(b => Examples(b, said)),
    };

    /// <summary>A Latin word or a number is not found inside a longer one.</summary>
    private static bool Stands(string text, int at) =>
        at == 0 || at >= text.Length || !char.IsAsciiLetterOrDigit(text[at - 1]) || !char.IsAsciiLetterOrDigit(text[at]);

    private static void Walk(Node node, string text, int at, ref int longest, Span<bool> ends)
    {
        while (node.Kind == Kind.Letter)
        {
            if (at >= text.Length || text[at] != node.Letter)
                return;
            at++;
            node = node.Next!;
        }
        switch (node.Kind)
        {
            case Kind.End:
                if (!Stands(text, at))
                    break;
                longest = Math.Max(longest, at);
                if (!ends.IsEmpty)
                    ends[at] = true;
                break;
            case Kind.Space:
                if (at < text.Length && text[at] == ' ')
                    Walk(node.Next!, text, at + 1, ref longest, ends);
                Walk(node.Next!, text, at, ref longest, ends);
                break;
            case Kind.Gap:
                Walk(node.Next!, text, at, ref longest, ends);
                for (var i = 0; i < GapAtMost && at < text.Length && !Ends(text, at); i++)
                    Walk(node.Next!, text, ++at, ref longest, ends);
                break;
            default:
                foreach (var branch in node.Branches)
                    Walk(branch, text, at, ref longest, ends);
                break;
        }
    }

    /// <summary>A gap does not reach into the next sentence; the point in 14.99 ends none.</summary>
    private static bool Ends(string text, int at) => text[at] switch
    {
        '!' or '?' or ';' => true,
        '.' => at == 0 || at + 1 >= text.Length || !char.IsAsciiDigit(text[at - 1]) || !char.IsAsciiDigit(text[at + 1]),
        _ => false,
    };

    // A part of a phrase is built when what follows it is known.
    private static Func<Node, Node> Sequence(string text, ref int at, List<Func<Node, Node>> parts, char until)
    {
        while (at < text.Length && text[at] != until && !(until != '\0' && text[at] == '|'))
        {
            var c = text[at++];
            if (c is '(' or '[')
                parts.Add(Choice(text, ref at, c == '(' ? ')' : ']', optional: c == '['));
            else if (c is ')' or ']' or '|')
                throw new FormatException($"a phrase with a {c} out of place");
            else
                parts.Add(next => c switch
                {
                    ' ' => new Node(Kind.Space) { Next = next },
                    '*' => new Node(Kind.Gap) { Next = next },
                    _ => new Node(Kind.Letter) { Letter = c, Next = next },
                });
        }
        return next =>
        {
            for (var i = parts.Count - 1; i >= 0; i--)
                next = parts[i](next);
            return next;
        };
    }

    private static Func<Node, Node> Choice(string text, ref int at, char until, bool optional)
    {
        var branches = new List<Func<Node, Node>>();
        while (true)
        {
            branches.Add(Sequence(text, ref at, [], until));
            if (at >= text.Length)
                throw new FormatException($"a phrase without its closing {until}");
            if (text[at++] == until)
                break;
        }
        return next => new Node(Kind.Either)
        {
            Branches = [.. branches.Select(b => b(next)), .. optional ? new[] { next } : []],
        };
    }

    private static bool Begin(Node node, HashSet<char> begins) => node.Kind switch
    {
        Kind.Letter => begins.Add(node.Letter) || true,
        Kind.Space => Begin(node.Next!, begins),
        Kind.Either => node.Branches.Aggregate(true, (all, b) => Begin(b, begins) && all),
        _ => false,
    };

    private sealed class Node(Kind kind)
    {
        public Kind Kind => kind;

        public char Letter { get; init; }

        public Node? Next { get; init; }

        public Node[] Branches { get; init; } = [];
    }
}
